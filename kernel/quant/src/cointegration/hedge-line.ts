import { ln } from 'argosy/core';
import { quantError } from '../errors.ts';
import { checkSample, finiteOrNull, meanOf } from '../sample.ts';

/** The straight line by which one series goes with another, by least squares. */
export type HedgeLine = {
  /** How much of the second goes with one of the first; null where the second never moves. */
  readonly ratio: number | null;
  readonly constant: number | null;
  /** What the line leaves of the first: the spread that a pair trades. */
  readonly residuals: readonly number[];
};

/** The fewest rows that a line, and what is made of it, is drawn through. */
const PAIR_ROWS_MIN = 3;

/**
 * The hedge ratio of a pair: `first = constant + ratio × second + residual`, by ordinary least squares.
 * The two do not take each other's place: the other way round is another line.
 *
 * @example
 * fitHedge([2, 4, 6], [1, 2, 3]).ratio; // 2
 */
export function fitHedge(first: readonly number[], second: readonly number[]): HedgeLine {
  checkPair(first, second);
  const count = first.length;
  const none: HedgeLine = { ratio: null, constant: null, residuals: [] };
  if (count < PAIR_ROWS_MIN) return none;
  const [meanFirst, meanSecond] = [meanOf(first), meanOf(second)];
  let [together, alone] = [0, 0];
  for (let row = 0; row < count; row += 1) {
    const away = (second[row] ?? NaN) - meanSecond;
    together += away * ((first[row] ?? NaN) - meanFirst);
    alone += away * away;
  }
  const ratio = finiteOrNull(together / alone);
  if (ratio === null) return none;
  const residuals = first.map(
    (value, row) => value - meanFirst - ratio * ((second[row] ?? NaN) - meanSecond),
  );
  return { ratio, constant: meanFirst - ratio * meanSecond, residuals };
}

/**
 * In how many steps half of a distance from the mean is gone: `−ln 2 / ln(1 + b)` where each change is
 * `a + b × the value before`, by least squares. Null where values do not come back, or overshoot.
 */
export function computeHalfLife(values: readonly number[]): number | null {
  checkSample(values);
  const before = values.slice(0, -1);
  const changes = before.map((value, row) => (values[row + 1] ?? NaN) - value);
  const { ratio } = fitHedge(changes, before);
  if (ratio === null || ratio >= 0 || ratio <= -1) return null;
  return finiteOrNull(-Math.LN2 / ln(1 + ratio));
}

/** Both are finite, and of one length. */
export function checkPair(first: readonly number[], second: readonly number[]): void {
  checkSample(first);
  checkSample(second);
  if (first.length !== second.length) {
    throw quantError('BAD_PAIR', `${first.length} values beside ${second.length}`);
  }
}
