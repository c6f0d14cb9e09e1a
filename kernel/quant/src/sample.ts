import { quantError, shownOf } from './errors.ts';

/** Numbers in their order. */
export type Sample = Float64Array | readonly number[];

/** Days in a trading year unless told. */
export const DAYS_PER_YEAR = 252;

/** Days of returns that a figure of a year is made from at least, unless told. */
export const YEARLY_DAYS_MIN = 20;

/** Refuses a sample that holds NaN or an infinity. */
export function checkSample(sample: Sample): void {
  const at = sample.findIndex((value) => !Number.isFinite(value));
  if (at !== -1) throw quantError('BAD_NUMBER', `${shownOf(sample[at])} at ${at}`);
}

/** Refuses a year without days. */
export function checkDaysPerYear(daysPerYear: number): void {
  if (Number.isFinite(daysPerYear) && daysPerYear > 0) return;
  throw quantError('BAD_DAYS_PER_YEAR', shownOf(daysPerYear));
}

/** The value, or null where it is undefined or beyond what a number holds. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Sum of `term` over the sample, from left to right: the same bits on every run. */
export function sumOf(sample: Sample, term: (value: number) => number = same): number {
  let sum = 0;
  for (const value of sample) sum += term(value);
  return sum;
}

/** Arithmetic mean; NaN of nothing. */
export function meanOf(sample: Sample): number {
  return sumOf(sample) / sample.length;
}

function same(value: number): number {
  return value;
}
