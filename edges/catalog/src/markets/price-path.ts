import { MICROS_PER_DAY, MICROS_PER_SECOND, Random, SessionClock, toTimestamp } from 'argosy/core';
import { indianHaltLevels } from 'argosy/matching';

import type { MarketGround } from './market-ground.ts';
import { steadyCurve, varianceCurve } from './seasonality.ts';
import type { TradingDay } from './trading-days.ts';

/**
 * What goes on in a stretch of a day.
 * - `open`: the day begins; orders are collected from `from` until `until`, then trading opens.
 * - `trade`: prices stand as they are until the next move.
 * - `halt`: nothing trades.
 * - `close`: trading of the day is over.
 */
export type Stretch = {
  readonly kind: 'open' | 'trade' | 'halt' | 'close';
  readonly from: number;
  readonly until: number;
  readonly day: TradingDay;
  /** The part of the day's trading that is gone at `from`. */
  readonly of: number;
};

type PathState = {
  place: number;
  next: 'open' | 'trade' | 'close';
  at: number;
  /** Which moves of the index have halted the day already, by the largest of them. */
  halted: number;
  indexClose: number;
  /** Multiples of the usual variance that all shares share: of hours, and of weeks. */
  fast: number;
  slow: number;
  /** By how much futures are dear, yearly; and how much of a calm volatility is asked for options. */
  richness: number;
  readonly fair: Float64Array;
  readonly heat: Float64Array;
  readonly closes: Float64Array;
};

/** How a day's variance splits: the gap over night, and trading. */
export const NIGHT = 0.25;
/** How fast heat returns to normal, per day, and how much a surprise adds: a GARCH diffusion (D. Nelson, 1990). */
export const fastHeat = { pull: 2, add: 2 };
/** Heat that stays for weeks. */
export const slowHeat = { pull: 0.05, add: 0.3 };
/** A share's own heat beside the market's. */
export const shareHeat = { pull: 1.5, add: 1.2 };
const HEAT_LEAST = 0.05;
const HEAT_MOST = 25;
const JUMP_LEAST = 1;
const YEAR_DAYS = 252;
const RETURN_MOST = 0.5;
const RICHNESS_PULL = 20;
const RICHNESS_NOISE = 0.006;

/**
 * Fair prices of shares, step by step: correlated by sector, with bursts of volatility, gaps over night,
 * jumps, bands and halts of the whole market. Other streams follow it, and never move it: quotes and order
 * flow of one plan are about the same prices.
 */
export class PricePath {
  readonly #ground: MarketGround;
  readonly #clock: SessionClock;
  readonly #state: PathState;
  #random: Random;
  readonly #factors: Float64Array;

  private constructor(ground: MarketGround, state: PathState, random: Random) {
    this.#ground = ground;
    this.#clock = new SessionClock(ground.plan.calendar);
    this.#state = state;
    this.#random = random;
    this.#factors = new Float64Array(ground.plan.sectors.length);
  }

  /** The path from the plan's first day; from the waypoint before an instant, where there are some. */
  static begin(ground: MarketGround, at: number = Number.NEGATIVE_INFINITY): PricePath {
    const state: PathState = {
      place: 0,
      next: 'open',
      at: 0,
      halted: 0,
      indexClose: 0,
      fast: 1,
      slow: 1,
      richness: 0,
      fair: Float64Array.from(ground.firstPrices),
      heat: new Float64Array(ground.shares.length).fill(1),
      closes: Float64Array.from(ground.firstPrices),
    };
    const path = new PricePath(ground, state, Random.fromSeed(ground.plan.seed).fork('prices'));
    path.#beginAt(at);
    return path;
  }

  /** Fair prices of shares, in hundredths, not rounded; they move with each `advance`. */
  get fair(): Float64Array {
    return this.#state.fair;
  }

  /** How many times its usual variance a share has now. */
  heatOf(share: number): number {
    const { shared, own } = this.#ground;
    const [common, single] = [shared[share] ?? 0, own[share] ?? 0];
    return common * common * this.heat + single * single * (this.#state.heat[share] ?? 1);
  }

  /** The same of what all shares share. */
  get heat(): number {
    return this.#state.fast * this.#state.slow;
  }

  /** By how much more than its carry a future costs, yearly. */
  get richness(): number {
    return this.#state.richness;
  }

  /** The close before of a share, in hundredths. */
  closeOf(share: number): number {
    return this.#state.closes[share] ?? 0;
  }

  /** What the index is worth by fair prices, in hundredths. */
  indexFair(): number {
    const { weights, divisor } = this.#ground;
    let sum = 0;
    for (const [share, weight] of weights.entries()) sum += weight * (this.fair[share] ?? 0);
    return sum / divisor;
  }

  /** The next stretch; null behind the last day. */
  advance(): Stretch | null {
    const state = this.#state;
    const day = this.#ground.days[state.place];
    if (day === undefined) return null;
    if (state.next === 'open') return this.#open(day);
    return state.next === 'close' ? this.#close(day) : this.#step(day);
  }

  /** A path of its own from here on: to the same future, or by a name to another. */
  fork(name: string | null = null): PricePath {
    const random =
      name === null ? Random.importState(this.#random.exportState()) : this.#random.fork(name);
    return new PricePath(this.#ground, structuredClone(this.#state), random);
  }

  #open(day: TradingDay): Stretch {
    const state = this.#state;
    if (state.place > 0) {
      this.#move(NIGHT, 0.5);
      this.#warm(NIGHT);
    }
    state.halted = 0;
    state.at = day.from;
    state.next = 'trade';
    const { from, until } = day.preOpen ?? { from: day.from, until: day.from };
    return { kind: 'open', from, until, day, of: 0 };
  }

  #close(day: TradingDay): Stretch {
    const state = this.#state;
    state.closes.set(state.fair);
    state.indexClose = this.indexFair();
    state.next = 'open';
    state.place += 1;
    return { kind: 'close', from: day.until, until: day.until, day, of: 1 };
  }

  #step(day: TradingDay): Stretch {
    const state = this.#state;
    const from = state.at;
    const until = this.#beginStep(from, day);
    const long = day.until - day.from;
    const of = (from - day.from) / long;
    const curve = this.#ground.plan.pace === 'steady' ? steadyCurve : varianceCurve;
    const time = curve.at(of) * ((until - from) / long);
    this.#move((1 - NIGHT) * time, (until - from) / long);
    this.#warm(time);
    this.#draw(from, until, day);
    const halt = this.#haltAt(from, day);
    const end = halt ?? until;
    state.at = end;
    if (end >= day.until) state.next = 'close';
    return { kind: halt === null ? 'trade' : 'halt', from, until: end, day, of };
  }

  /** Moves all fair prices by so much of a day's variance. */
  #move(variance: number, days: number): void {
    const { sectorOf, shared, own, dailyVolatility } = this.#ground;
    const { fair, heat } = this.#state;
    const root = Math.sqrt(variance);
    const common = root * Math.sqrt(this.heat);
    this.#drawFactors();
    for (let share = 0; share < fair.length; share += 1) {
      const drawn = this.#random.nextNormal();
      const single = drawn * Math.sqrt(heat[share] ?? 1);
      const sector = common * (this.#factors[sectorOf[share] ?? 0] ?? 0);
      const moved = (shared[share] ?? 0) * sector + (own[share] ?? 0) * root * single;
      fair[share] = this.#within(share, moved * (dailyVolatility[share] ?? 0));
      const surprise = drawn * drawn - 1;
      heat[share] = warmed(heat[share] ?? 1, { time: variance, surprise, ...shareHeat });
    }
    this.#jump(days);
  }

  #beginAt(at: number): void {
    const { waypoints, days } = this.#ground;
    const [day] = days;
    if (waypoints === null || day === undefined || at < day.from) return;
    const leg = Math.min(
      waypoints.prices.length - 2,
      Math.floor((at - day.from) / waypoints.every),
    );
    if (leg < 1) return;
    this.#state.next = 'trade';
    this.#state.at = day.from + leg * waypoints.every;
  }

  /** Where a step ends: no step passes a waypoint, and each leg between two is the same whoever comes from where. */
  #beginStep(from: number, day: TradingDay): number {
    const until = Math.min(day.until, from + this.#ground.plan.stepSeconds * MICROS_PER_SECOND);
    const { waypoints, plan } = this.#ground;
    if (waypoints === null) return until;
    const leg = Math.floor((from - day.from) / waypoints.every);
    if (from === day.from + leg * waypoints.every) {
      const state = this.#state;
      state.fair.set(waypoints.prices[leg] ?? state.fair);
      state.heat.fill(1);
      Object.assign(state, { fast: 1, slow: 1, richness: 0 });
      this.#random = Random.fromSeed(`${plan.seed}/leg ${leg}`);
    }
    return Math.min(until, day.from + (leg + 1) * waypoints.every);
  }

  /** Draws prices toward the next waypoint, the more the less is left of the way: a Brownian bridge. */
  #draw(from: number, until: number, day: TradingDay): void {
    const { waypoints } = this.#ground;
    if (waypoints === null) return;
    const leg = Math.floor((from - day.from) / waypoints.every);
    const end = Math.min(day.until, day.from + (leg + 1) * waypoints.every);
    const target = waypoints.prices[leg + 1];
    const ofRest = (until - from) / (end - from);
    const { fair } = this.#state;
    for (let share = 0; share < fair.length; share += 1) {
      const price = fair[share] ?? 0;
      fair[share] = price + ((target?.[share] ?? price) - price) * ofRest;
    }
  }

  #drawFactors(): void {
    const { sectorRoot } = this.#ground;
    const size = this.#factors.length;
    const drawn = this.#factors.map(() => this.#random.nextNormal());
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0; column <= row; column += 1) {
        sum += (sectorRoot[row * size + column] ?? 0) * (drawn[column] ?? 0);
      }
      this.#factors[row] = sum;
    }
  }

  /** News of single companies; most days bring none of one. */
  #jump(days: number): void {
    const { plan, shares, dailyVolatility } = this.#ground;
    const { fair, heat } = this.#state;
    const expected = (shares.length * plan.jumpsPerYear * days) / YEAR_DAYS;
    const count = Math.floor(expected + this.#random.nextFloat());
    for (let jump = 0; jump < count; jump += 1) {
      const share = this.#random.nextInt(shares.length);
      const size = JUMP_LEAST + 0.7 * Math.abs(this.#random.nextNormal());
      const sign = this.#random.nextInt(2) === 0 ? 1 : -1;
      fair[share] = this.#within(share, sign * size * (dailyVolatility[share] ?? 0));
      heat[share] = clampHeat(3 * (heat[share] ?? 1) + 1);
    }
  }

  /** A price after a return, within the day's band. */
  #within(share: number, drawn: number): number {
    const { bandBasisPoints } = this.#ground.plan;
    const bounded = Math.max(-RETURN_MOST, Math.min(RETURN_MOST, drawn));
    const price = (this.#state.fair[share] ?? 0) * (1 + bounded);
    if (bandBasisPoints === 0) return Math.max(100, price);
    const close = this.#state.closes[share] ?? 0;
    const reach = (close * bandBasisPoints) / 10_000;
    return Math.max(100, close - reach, Math.min(close + reach, price));
  }

  /** Shared heat: it grows with surprises and returns to normal. */
  #warm(time: number): void {
    const state = this.#state;
    let surprise = 0;
    for (const factor of this.#factors) surprise += (factor * factor - 1) / this.#factors.length;
    state.fast = warmed(state.fast, { time, surprise, ...fastHeat });
    state.slow = warmed(state.slow, { time, surprise, ...slowHeat });
    const noise = RICHNESS_NOISE * Math.sqrt(2 * RICHNESS_PULL * time) * this.#random.nextNormal();
    state.richness += noise - Math.min(1, RICHNESS_PULL * time) * state.richness;
  }

  /** Until when the whole market is halted by the index; null where trading goes on. */
  #haltAt(at: number, day: TradingDay): number | null {
    const state = this.#state;
    if (this.#ground.index === null || state.indexClose === 0) return null;
    const moved = Math.abs(this.indexFair() / state.indexClose - 1) * 10_000;
    const ofDay = at + this.#clock.offsetAt(toTimestamp(at)) - day.day * MICROS_PER_DAY;
    const level = indianHaltLevels.findLast(
      ({ basisPoints }) => basisPoints <= moved && basisPoints > state.halted,
    );
    if (level === undefined) return null;
    state.halted = level.basisPoints;
    const row = indianHaltLevels.find(
      ({ basisPoints, before }) => basisPoints === level.basisPoints && ofDay < before,
    );
    if (row === undefined || row.halt === 0) return null;
    return row.halt === null ? day.until : Math.min(day.until, at + row.halt + row.auction);
  }
}

type Warming = {
  readonly time: number;
  /** The square of a standard shock, less what is expected of it. */
  readonly surprise: number;
  readonly pull: number;
  readonly add: number;
};

/** Heat after a stretch of time: it returns to 1, and a shock beyond what was expected adds to it. */
export function warmed(heat: number, { time, surprise, pull, add }: Warming): number {
  const returned = heat + Math.min(0.9, pull * time) * (1 - heat);
  return clampHeat(returned + add * heat * Math.sqrt(time / 2) * surprise);
}

function clampHeat(heat: number): number {
  return Math.max(HEAT_LEAST, Math.min(HEAT_MOST, heat));
}
