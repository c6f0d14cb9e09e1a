import { ArgosyError } from 'argosy/core';

/** The codes of `indicatorErrors`. */
export type IndicatorErrorCode =
  | 'BAD_PERIOD'
  | 'BAD_DEVIATIONS'
  | 'BAD_VALUE'
  | 'BAD_PARAMETER'
  | 'BAD_COLUMN'
  | 'BAD_STATE';

/** Every code this room throws, and what it means. */
export const indicatorErrors: Readonly<Record<IndicatorErrorCode, string>> = {
  BAD_PERIOD: 'a period must be a whole number from 1 to 1,000,000',
  BAD_DEVIATIONS: 'the deviations of a band must be a finite number, not below zero',
  BAD_VALUE: 'an input must be a finite number',
  BAD_PARAMETER: 'a parameter must be one that the indicator has, within its range',
  BAD_COLUMN:
    'columns must be the ones an indicator reads, of one length, finite behind what is missing at their beginning',
  BAD_STATE: 'a state must be one that the same indicator with the same period exported',
};

/** The longest period: it bounds what a window holds in memory. */
export const PERIOD_MAX = 1_000_000;

/** Refuses a period that no window can have. */
export function checkPeriod(period: number): void {
  if (Number.isSafeInteger(period) && period >= 1 && period <= PERIOD_MAX) return;
  throw new ArgosyError('BAD_PERIOD', `${indicatorErrors.BAD_PERIOD}: ${period}`, { period });
}

/** Refuses NaN and the infinities, which would stay in an average for ever. */
export function checkValue(value: number): void {
  if (Number.isFinite(value)) return;
  throw new ArgosyError('BAD_VALUE', `${indicatorErrors.BAD_VALUE}: ${value}`, { value });
}

/** Refuses a width that would make bands of NaN, or cross them. */
export function checkDeviations(deviations: number): void {
  if (Number.isFinite(deviations) && deviations >= 0) return;
  const message = `${indicatorErrors.BAD_DEVIATIONS}: ${deviations}`;
  throw new ArgosyError('BAD_DEVIATIONS', message, { deviations });
}
