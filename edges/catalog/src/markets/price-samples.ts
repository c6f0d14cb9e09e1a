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
 * The prices that a stream of the same ground moves around, every so many steps, without making its events: what
 * charts need of a past, at a hundredth of its cost. Nothing comes of halts.
 */
export function* samplesOf(ground: MarketGround, everySteps: number): Generator<PriceSample> {
  const path = PricePath.begin(ground);
  const values = new FairValues(ground, path);
  let steps = 0;
  for (let stretch = path.advance(); stretch !== null; stretch = path.advance()) {
    if (stretch.kind !== 'trade') continue;
    steps += 1;
    if (steps % everySteps !== 0) continue;
    values.value(stretch);
    yield { at: stretch.from, fair: values.fair, index: path.indexFair() };
  }
}
