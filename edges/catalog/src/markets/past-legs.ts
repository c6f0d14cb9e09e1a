import { assert, MICROS_PER_SECOND, Random } from 'argosy/core';

import { halfOf } from './fair-values.ts';
import type { MarketGround, Waypoints } from './market-ground.ts';
import { fastHeat, NIGHT, shareHeat, slowHeat, warmed } from './price-path.ts';
import { steadyCurve, varianceCurve } from './seasonality.ts';
import type { TradingDay } from './trading-days.ts';

/** What all shares have in common between two waypoints, look by look. */
export type Leg = {
  readonly number: number;
  readonly from: number;
  readonly until: number;
  readonly looks: number;
  /** The sectors' moves, of a deviation of one: place `look × sectors + sector`. */
  readonly factors: Float32Array;
  /** How many times the usual variance all share, and by how much futures are dear. */
  readonly heats: Float32Array;
  readonly richness: Float32Array;
  /** The part of a day's variance of a look. */
  readonly variances: Float32Array;
};

/** What an instrument is worth at each look of a leg, in hundredths, and how many times its usual deviation it has. */
export type LegPrices = { readonly fair: Float64Array; readonly stir: Float64Array };

/** The index in a leg. */
export type LegLevel = {
  readonly fair: Float64Array;
  /** Of its members the last trades count, at their bids and asks: a deviation, in hundredths. */
  readonly stray: number;
  /** The deviation of its move in a second, in hundredths. */
  readonly second: number;
};

/** From one look at prices to the next, in seconds, unless steps are longer. */
const LOOK_SECONDS = 5;
const RICHNESS_PULL = 20;
const RICHNESS_NOISE = 0.006;

/** The legs of a day: what shares are worth between two waypoints, one share at a time, and the index of them. */
export class PastLegs {
  readonly day: TradingDay;
  readonly waypoints: Waypoints;
  readonly #ground: MarketGround;
  readonly #legs: (Leg | undefined)[] = [];
  readonly #levels: (LegLevel | undefined)[] = [];

  /** `ground` is that of one day. */
  constructor(ground: MarketGround) {
    const { waypoints, days } = ground;
    const [day] = days;
    assert(waypoints !== null, 'a day by itself has waypoints');
    assert(day !== undefined, 'a day by itself is there');
    this.#ground = ground;
    this.day = day;
    this.waypoints = waypoints;
  }

  /** What all shares have in common in a leg. */
  leg(number: number): Leg {
    return (this.#legs[number] ??= this.#makeLeg(number));
  }

  /** What a share is worth in a leg: a bridge from one waypoint to the next. */
  share({ number: leg, looks, factors, heats, variances }: Leg, share: number): LegPrices {
    const { plan, sectorOf, sectors, shared, own, volatility } = this.#of(share);
    const random = Random.fromSeed(`${plan.seed}/past ${leg} ${share}`);
    const [begin, end] = [this.#waypoint(leg, share), this.#waypoint(leg + 1, share)];
    const fair = new Float64Array(looks);
    const stir = new Float64Array(looks);
    let [price, heat] = [begin, 1];
    for (let look = 0; look < looks; look += 1) {
      const variance = variances[look] ?? 0;
      const root = Math.sqrt((1 - NIGHT) * variance);
      const drawn = random.nextNormal();
      const common = Math.sqrt(heats[look] ?? 1) * (factors[look * sectors + sectorOf] ?? 0);
      const moved = root * (shared * common + own * drawn * Math.sqrt(heat)) * volatility;
      stir[look] = Math.sqrt(shared * shared * (heats[look] ?? 1) + own * own * heat);
      heat = warmed(heat, { time: variance, surprise: drawn * drawn - 1, ...shareHeat });
      price *= 1 + moved;
      price += (end - price) / (looks - look);
      fair[look] = price;
    }
    return { fair, stir };
  }

  /** What the index is worth in a leg, in hundredths, and by how much what is told of it strays from that. */
  level(leg: Leg): LegLevel {
    return (this.#levels[leg.number] ??= this.#makeLevel(leg));
  }

  #makeLevel(leg: Leg): LegLevel {
    const { weights, divisor } = this.#ground;
    const fair = new Float64Array(leg.looks);
    let variance = 0;
    for (const [share, weight] of weights.entries()) {
      if (weight === 0) continue;
      const member = this.share(leg, share);
      for (let look = 0; look < leg.looks; look += 1) {
        fair[look] = (fair[look] ?? 0) + (weight * (member.fair[look] ?? 0)) / divisor;
      }
      const [first = 0] = member.fair;
      const half = halfOf(this.#ground, share, { fair: first, stir: 1, spread: 1 });
      variance += ((weight * half) / divisor) ** 2;
    }
    return {
      fair,
      stray: Math.sqrt(variance),
      second: deviationOf(fair) / Math.sqrt(lookSeconds(leg)),
    };
  }

  #makeLeg(number: number): Leg {
    const { plan } = this.#ground;
    const { every } = this.waypoints;
    const from = this.day.from + number * every;
    const until = Math.min(this.day.until, from + every);
    const step = Math.max(LOOK_SECONDS, plan.stepSeconds) * MICROS_PER_SECOND;
    const looks = Math.max(1, Math.round((until - from) / step));
    const random = Random.fromSeed(`${plan.seed}/past ${number}`);
    const sectors = plan.sectors.length;
    const leg: Leg = {
      number,
      from,
      until,
      looks,
      factors: new Float32Array(looks * sectors),
      heats: new Float32Array(looks),
      richness: new Float32Array(looks),
      variances: new Float32Array(looks),
    };
    this.#drawAll(leg, random);
    return leg;
  }

  #drawAll({ from, until, looks, factors, heats, richness, variances }: Leg, random: Random): void {
    const { plan } = this.#ground;
    const sectors = plan.sectors.length;
    const curve = plan.pace === 'steady' ? steadyCurve : varianceCurve;
    const long = this.day.until - this.day.from;
    const part = (until - from) / looks / long;
    let [fast, slow, dear] = [1, 1, 0];
    for (let look = 0; look < looks; look += 1) {
      const variance = curve.at((from - this.day.from) / long + look * part) * part;
      heats[look] = fast * slow;
      richness[look] = dear;
      variances[look] = variance;
      const place = look * sectors;
      const surprise = this.#drawFactors(factors.subarray(place, place + sectors), random);
      fast = warmed(fast, { time: variance, surprise, ...fastHeat });
      slow = warmed(slow, { time: variance, surprise, ...slowHeat });
      const noise = RICHNESS_NOISE * Math.sqrt(2 * RICHNESS_PULL * variance) * random.nextNormal();
      dear += noise - Math.min(1, RICHNESS_PULL * variance) * dear;
    }
  }

  /** Moves of the sectors, as they go together; gives how much larger than usual they are. */
  #drawFactors(into: Float32Array, random: Random): number {
    const { sectorRoot } = this.#ground;
    const size = into.length;
    const drawn = Float64Array.from(into, () => random.nextNormal());
    let surprise = 0;
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0; column <= row; column += 1) {
        sum += (sectorRoot[row * size + column] ?? 0) * (drawn[column] ?? 0);
      }
      into[row] = sum;
      surprise += (sum * sum - 1) / size;
    }
    return surprise;
  }

  #waypoint(leg: number, share: number): number {
    return this.waypoints.prices[leg]?.[share] ?? 0;
  }

  #of(share: number): {
    readonly plan: MarketGround['plan'];
    readonly sectorOf: number;
    readonly sectors: number;
    readonly shared: number;
    readonly own: number;
    readonly volatility: number;
  } {
    const { plan, sectorOf, shared, own, dailyVolatility } = this.#ground;
    return {
      plan,
      sectorOf: sectorOf[share] ?? 0,
      sectors: plan.sectors.length,
      shared: shared[share] ?? 0,
      own: own[share] ?? 0,
      volatility: dailyVolatility[share] ?? 0,
    };
  }
}

function lookSeconds(leg: Leg): number {
  return lookMicros(leg) / MICROS_PER_SECOND;
}

function deviationOf(walk: Float64Array): number {
  let squares = 0;
  for (let look = 1; look < walk.length; look += 1) {
    squares += ((walk[look] ?? 0) - (walk[look - 1] ?? 0)) ** 2;
  }
  return Math.sqrt(squares / Math.max(1, walk.length - 1));
}

/** How many microseconds of trading a look of a leg stands for. */
export function lookMicros({ from, until, looks }: Leg): number {
  return (until - from) / looks;
}

/** The deviation of a second's return, of what moves so much in a day. */
export function ofSecond(dailyVolatility: number, dayMicros: number): number {
  return dailyVolatility * Math.sqrt(((1 - NIGHT) * MICROS_PER_SECOND) / dayMicros);
}
