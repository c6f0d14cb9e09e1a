import { ln } from 'argosy/core';

import { measure } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';

const YEAR_MAX = 1e8;

/** How many bars a year has of which each is a day of an exchange. */
export const YEAR = 252;

/** How many bars a year has: deviations are scaled to one. 1 leaves them as they are, of a bar. */
export const yearMeasure: Measure = measure(YEAR, 1, YEAR_MAX);

/** The logarithm of a price by another one; 0 where one is not above zero and has none. */
export function logRatio(price: number, by: number): number {
  return price > 0 && by > 0 ? ln(price / by) : 0;
}
