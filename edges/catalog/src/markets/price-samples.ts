import { FairValues } from './fair-values.ts';
import type { MarketGround } from './market-ground.ts';
import { PricePath } from './price-path.ts';

/** What everything is worth at an instant. */
export type PriceSample = {
  readonly at: number;
  /** In hundredths, by number, not on the tick; 0 where something is not listed. The next sample overwrites it. */
  readonly fair: Float64Array;
  /** What the index is worth, in hundredths. */
  readonly index: number;
};

/**
 * What everything is worth along a day, every so many seconds, without events: what charts need of a past, at a
 * hundredth of its cost. With a ground of one day it passes through the same prices as a stream does, at its waypoints;
 * between them it goes its own way. Nothing comes of halts.
 */
export function* samplesOf(ground: MarketGround, everySeconds: number): Generator<PriceSample> {
  const coarse = { ...ground, plan: { ...ground.plan, stepSeconds: everySeconds } };
  const path = PricePath.begin(coarse);
  const values = new FairValues(coarse, path);
  for (let stretch = path.advance(); stretch !== null; stretch = path.advance()) {
    if (stretch.kind !== 'trade') continue;
    values.value(stretch);
    yield { at: stretch.from, fair: values.fair, index: path.indexFair() };
  }
}
