import { Random } from 'argosy/core';

import { drawLots, poisson } from './crowd.ts';
import type { MarketGround } from './market-ground.ts';
import { TAKER_BIAS_MOST } from './market-stream.ts';

/** A minute of an instrument, of which trades are made. */
export type TradedMinute = {
  /** What it is worth at each look, and half of what it is quoted apart, in hundredths. */
  readonly fair: Float64Array;
  readonly half: number;
  readonly tick: number;
  /** Whether the middle of its quotes leans one way, then the other, as that of shares does. */
  readonly leans: boolean;
  /** How many trades are expected. */
  readonly expected: number;
  /** How large they are: what is usual in lots, and the units of one. */
  readonly usual: number;
  readonly lot: number;
  /** By how much prices go beyond what is looked at, in hundredths. */
  readonly beyond: number;
};

/** What trades of a minute came to, in hundredths and units. */
export type TradeSum = {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** So many trades of a minute are made one by one; more change its ends no more, and are summed up. */
const TRADES_MADE_MAX = 12;
/** So many sizes are drawn one by one; more are summed up by their mean and deviation. */
const SIZES_DRAWN_MAX = 6;
/** Where more trade than are made, quotes have leaned further, by so much of half a spread. */
const LEAN_FURTHER = 0.2;
/** A lean is drawn anew at each quote; from one trade to the next, two or three quotes later, so much of it is left. */
const LEAN_LEFT = 0.36;
const LEAN_DRAWN = 0.65;
/** How many sizes of trades the usual one and its deviation are taken of. */
const SIZES_LOOKED_AT = 2_048;

/** Trades of minutes as a crowd makes them, without playing what lies between them. */
export class PastTrades {
  /** The mean and deviation of sizes, in lots, by the usual size. */
  readonly #sizes = new Map<number, readonly [mean: number, deviation: number]>();
  readonly #sample: Random;

  private constructor(sample: Random) {
    this.#sample = sample;
  }

  /** Those of a market, on any of its days. */
  static of({ plan }: MarketGround): PastTrades {
    return new PastTrades(Random.fromSeed(plan.seed).fork('past trades'));
  }

  /** What trades of a minute came to; null where there was none. */
  sum(minute: TradedMinute, random: Random): TradeSum | null {
    const count = poisson(minute.expected, random);
    if (count === 0) return null;
    const made = Math.min(count, TRADES_MADE_MAX);
    const { fair, beyond, tick } = minute;
    let [open, high, low, close, lean] = [0, 0, Number.POSITIVE_INFINITY, 0, 0];
    for (let trade = 0; trade < made; trade += 1) {
      const look = Math.floor(((trade + random.nextFloat()) * fair.length) / made);
      lean = minute.leans ? LEAN_LEFT * lean + LEAN_DRAWN * (2 * random.nextFloat() - 1) : 0;
      const price = priceAt(minute, fair[look] ?? 0, { lean, random });
      if (price === 0) continue;
      if (open === 0) open = price;
      high = Math.max(high, price);
      low = Math.min(low, price);
      close = price;
    }
    if (open === 0) return null;
    const leant = minute.leans && count > TRADES_MADE_MAX ? LEAN_FURTHER * minute.half : 0;
    const further = Math.round((beyond + leant) / tick) * tick;
    const volume = this.lots(minute.usual, count, random) * minute.lot;
    return { open, high: high + further, low: Math.max(tick, low - further), close, volume };
  }

  /** How many lots so many trades come to, of which each has so many as a rule. */
  lots(usual: number, count: number, random: Random): number {
    if (count <= SIZES_DRAWN_MAX) {
      let sum = 0;
      for (let trade = 0; trade < count; trade += 1) sum += drawLots(usual, random);
      return sum;
    }
    const [mean, deviation] = this.#sizesOf(usual);
    const drawn = count * mean + Math.sqrt(count) * deviation * random.nextNormal();
    return Math.max(count, Math.round(drawn));
  }

  #sizesOf(usual: number): readonly [mean: number, deviation: number] {
    const known = this.#sizes.get(usual);
    if (known !== undefined) return known;
    let [sum, squares] = [0, 0];
    const random = this.#sample.fork(`sizes ${usual}`);
    for (let size = 0; size < SIZES_LOOKED_AT; size += 1) {
      const lots = drawLots(usual, random);
      sum += lots;
      squares += lots * lots;
    }
    const mean = sum / SIZES_LOOKED_AT;
    const found = [mean, Math.sqrt(squares / SIZES_LOOKED_AT - mean * mean)] as const;
    this.#sizes.set(usual, found);
    return found;
  }
}

/** Where somebody takes, at the bid or the ask; 0 where nobody buys. */
function priceAt(
  { half: spread, tick }: TradedMinute,
  fair: number,
  { lean, random }: { readonly lean: number; readonly random: Random },
): number {
  const half = Math.max(tick / 2, spread);
  const middle = fair + half * lean;
  const ask = Math.max(tick, Math.ceil((middle + half) / tick - 1e-9) * tick);
  const bid = Math.min(ask - tick, Math.floor((middle - half) / tick + 1e-9) * tick);
  if (bid <= 0) return 0;
  const pull = (fair - (bid + ask) / 2) / (ask - bid);
  const bias = Math.max(-TAKER_BIAS_MOST, Math.min(TAKER_BIAS_MOST, pull));
  return random.nextFloat() < 0.5 + bias ? ask : bid;
}
