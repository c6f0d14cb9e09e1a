import { finiteOrNull } from '../sample.ts';

/** How a regression of changes on the level before them is made. */
export type LevelRegression = { readonly lags: number; readonly hasConstant: boolean };

/** Below this part of its own squares a column is told by the others. */
const TOLD = 1e-12;

/**
 * How many standard errors the slope of changes by the level before them lies from zero, beside lagged
 * changes and, if asked, a constant. The level is the last column that the others are taken out of, so
 * its slope over its error is its product with what is left of the changes, over the deviation of the rest.
 * Null without more rows than columns, or where nothing is left.
 */
export function levelStatistic(
  values: readonly number[],
  { lags, hasConstant }: LevelRegression,
): number | null {
  const rows = values.length - 1 - lags;
  const columns = 1 + lags + (hasConstant ? 1 : 0);
  if (rows <= columns) return null;
  const changes = values.slice(1).map((value, row) => value - (values[row] ?? NaN));
  const lagged = Array.from({ length: lags }, (_, lag) => changes.slice(lags - lag - 1, -lag - 1));
  const level = values.slice(lags, -1);
  const others = hasConstant ? [Array.from(level, () => 1), ...lagged] : lagged;
  const answer = Float64Array.from(changes.slice(lags));
  const kept: Float64Array[] = [];
  for (const column of [...others, level]) {
    const unit = restOf(Float64Array.from(column), kept);
    if (unit === null) return null;
    kept.push(unit);
  }
  const before = product(answer, answer);
  const products = kept.map((unit) => takeOut(answer, unit));
  const left = product(answer, answer);
  if (left <= TOLD * before) return null;
  return finiteOrNull((products.at(-1) ?? NaN) / Math.sqrt(left / (rows - columns)));
}

/** What is left of a column beside others, of length one; null where they tell all of it. */
function restOf(column: Float64Array, kept: readonly Float64Array[]): Float64Array | null {
  const before = product(column, column);
  for (const unit of kept) takeOut(column, unit);
  // Once more: what the first pass has rounded is a large part of a small rest.
  for (const unit of kept) takeOut(column, unit);
  const left = product(column, column);
  if (left <= TOLD * before) return null;
  return column.map((value) => value / Math.sqrt(left));
}

/** Takes a direction out of a column; gives how much of it there was. */
function takeOut(column: Float64Array, unit: Float64Array): number {
  const share = product(column, unit);
  for (let row = 0; row < column.length; row += 1) {
    column[row] = (column[row] ?? NaN) - share * (unit[row] ?? NaN);
  }
  return share;
}

function product(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, row) => sum + value * (other[row] ?? NaN), 0);
}
