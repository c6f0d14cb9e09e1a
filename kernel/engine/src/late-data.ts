/**
 * What becomes of a price whose bar has closed before it came, by its time at the source: it is
 * left out, it counts in the bar under way, or the bar it belongs to comes again, revised.
 */
export type LatePolicy = 'drop' | 'nextBar' | 'revise';

/** What came of building bars, and what has not gone the common way. */
export type BarCounts = {
  /** Bars that were built and given out; one that came again counts again. */
  made: number;
  /** Late and left out: by policy, or because no bar was left to take it. */
  dropped: number;
  /** Late and counted in the bar under way. */
  folded: number;
  /** Late and put into a bar that came again. */
  revised: number;
  /** Of an instant at which the calendar has no open session. */
  outsideSession: number;
  /** Corrections of finer bars, which composites do not take. */
  corrections: number;
};

/** The policy where none is chosen: nothing is lost and nothing that was said changes. */
export const DEFAULT_LATE_POLICY: LatePolicy = 'nextBar';
/** How many closed bars of a specification can still be revised. */
export const REVISABLE_BARS_MAX = 8;

/** Counts that stand at nothing. */
export function noBarCounts(): BarCounts {
  return { made: 0, dropped: 0, folded: 0, revised: 0, outsideSession: 0, corrections: 0 };
}
