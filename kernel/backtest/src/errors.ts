import { ArgosyError, type ErrorDetails } from 'argosy/core';

/** Every code a backtest throws, with what it means. Docs are generated from it. */
export const backtestErrors = {
  BAD_CONFIG: 'the configuration of the run has mistakes',
  BAD_STEPS: 'a run advances by a whole number of steps, at least one',
  BAD_SCENARIO: 'a line of a scenario is not right',
  BAD_DATA: 'a row of market data is not right',
  UNSORTED_DATA: 'a row of market data is older than the one before it',
  OVERLAPPING_BARS: 'a bar begins before the one before it has ended',
  UNKNOWN_INSTRUMENT: 'the run does not know this instrument',
  UNDECLARED_DATA: 'a source brings data it has not declared',
  RUNAWAY_INSTANT: 'one instant does not come to an end',
  TOO_MANY_SCHEDULED: 'too many reports, commands and answers are scheduled',
  NOT_REPEATABLE: 'a proof runs its data many times over',
  TRACE_FULL: 'the run says more than can be compared',
} as const;

/** The codes of `backtestErrors`. */
export type BacktestErrorCode = keyof typeof backtestErrors;

/** Makes an error of the backtest's table with the particulars of the case. */
export function backtestError(
  code: BacktestErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${backtestErrors[code]}: ${detail}`, details);
}

/** What a run broke off with. */
export type RunError = {
  /** The stable code; null for an error that has none. */
  readonly code: string | null;
  readonly message: string;
};

/** What a run broke off with, whatever was thrown. */
export function runErrorOf(error: unknown): RunError {
  if (error instanceof ArgosyError) return { code: error.code, message: error.message };
  return { code: null, message: error instanceof Error ? error.message : String(error) };
}
