import { exp, MICROS_PER_SECOND, type Random } from 'argosy/core';

import type { FairValues } from './fair-values.ts';
import type { MarketGround } from './market-ground.ts';
import type { Stretch } from './price-path.ts';
import { activityCurve } from './seasonality.ts';
import { WeightedChoice } from './weighted-choice.ts';

/** Where counts are drawn from the normal distribution instead of one by one. */
const MANY = 30;
/** No quantity is more than so many times the usual. */
const SIZE_MOST = 60;
/** Derivatives are busier on the day they end. */
const EXPIRY_RUSH = 1.6;

/**
 * Who does something when: the number of events of a stretch, spread over it in order of time, and whose
 * each is. More happens at the ends of a day, and while the market is hot.
 */
export class Crowd {
  readonly #ground: MarketGround;
  readonly #values: FairValues;
  #choice: WeightedChoice | null = null;
  #day = Number.NaN;

  constructor(ground: MarketGround, values: FairValues) {
    this.#ground = ground;
    this.#values = values;
  }

  /** How many events a stretch has. */
  count({ from, until, of }: Stretch, heat: number, random: Random): number {
    const seconds = (until - from) / MICROS_PER_SECOND;
    const isSteady = this.#ground.plan.pace === 'steady';
    const lively = isSteady ? 1 : activityCurve.at(of) * Math.sqrt(Math.min(9, heat));
    return poisson(this.#ground.plan.eventsPerSecond * seconds * lively, random);
  }

  /** Whose an event is: the number of something that is listed on this day. */
  choose({ day: { day } }: Stretch, random: Random): number {
    if (this.#choice === null || this.#day !== day) {
      const isListed = (number: number): boolean => this.#values.fair[number] !== 0;
      this.#choice = new WeightedChoice(crowdWeights(this.#ground, day, isListed));
      this.#day = day;
    }
    return this.#choice.draw(random);
  }
}

/** How much of all that happens on a day is each instrument's; `isListed` says which there are. */
export function crowdWeights(
  { activity, shares, futures, options }: MarketGround,
  day: number,
  isListed: (number: number) => boolean,
): Float64Array {
  const derivatives = [...futures, ...options];
  return activity.map((busy, number) => {
    if (number < shares.length) return busy;
    const rush = derivatives[number - shares.length]?.expiry.day === day ? EXPIRY_RUSH : 1;
    return isListed(number) ? busy * rush : 0;
  });
}

/**
 * A size as people choose them: most are small and a few are huge (the chance of more than x falls as
 * x to the power of -1.6), and round numbers are liked. In lots; at least one.
 */
export function drawLots(usual: number, random: Random): number {
  const chance = random.nextFloat() + 2 ** -53;
  const eighth = Math.sqrt(Math.sqrt(Math.sqrt(chance)));
  const factor = Math.min(SIZE_MOST, 1 / (Math.sqrt(chance) * eighth));
  const lots = Math.max(1, Math.round(usual * 0.375 * factor));
  const round = lots >= 1000 ? 100 : lots >= 100 ? 50 : 10;
  return lots > round && random.nextInt(3) === 0 ? Math.round(lots / round) * round : lots;
}

/** How many of many unlikely things happen, where so many are expected. */
export function poisson(expected: number, random: Random): number {
  if (expected > MANY) {
    return Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextNormal()));
  }
  const least = exp(-expected);
  let count = 0;
  for (let chance = random.nextFloat(); chance > least; count += 1) chance *= random.nextFloat();
  return count;
}
