import { choice } from '../base/definition.ts';
import type { Choice } from '../base/particulars.ts';

/** Whether numbers are a whole population, as in TA-Lib, or a sample of one. */
export type Deviation = 'population' | 'sample';

/** The parameter of that name. */
export const deviationChoice: Choice<Deviation> = choice('population', 'sample');

/** What sums of squares are divided by. */
export function divisorOf(period: number, deviation: Deviation): number {
  return deviation === 'sample' ? Math.max(1, period - 1) : period;
}
