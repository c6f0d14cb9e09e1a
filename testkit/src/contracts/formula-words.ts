import type { IndicatorWalk } from './indicator-walk.ts';

/** What a column, or something reckoned of it, is at a row; NaN where there is none. */
export type At = (row: number) => number;

/** A column by its rows. */
export function at(column: Float64Array): At {
  return (row) => column[row] ?? NaN;
}

/** What it was at the last rows, so many of them, the oldest first. */
export function last(of: At, row: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => of(row - count + 1 + place));
}

/** The sum of numbers. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Their mean. */
export function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}

/** The sum of products of how far two lists lie from their means: of one with itself, of squares. */
export function products(xs: readonly number[], ys: readonly number[] = xs): number {
  const [x, y] = [mean(xs), mean(ys)];
  return sum(xs.map((one, place) => (one - x) * ((ys[place] ?? NaN) - y)));
}

/** Numbers by size, the least first. */
export function sorted(numbers: readonly number[]): readonly number[] {
  return [...numbers].sort((one, other) => one - other);
}

/** A line that has numbers from a row on, each reckoned by itself. */
export function fromRow(walk: IndicatorWalk, first: number, of: At): readonly number[] {
  return Array.from(walk.value, (_, row) => (row < first ? NaN : of(row)));
}

/** How an average that weighs begins, and how much of each new number it takes. */
export type AverageRule = {
  /** The first row there is, how many rows its beginning is the mean of, and what a new one weighs. */
  readonly first: number;
  readonly seeds: number;
  readonly weight: number;
};

/** An average of which each new number takes a part, from its beginning on. */
export function average(walk: IndicatorWalk, of: At, { first, seeds, weight }: AverageRule): At {
  const line: number[] = [];
  for (const row of walk.value.keys()) {
    const begin = first + seeds - 1;
    const before = line[row - 1] ?? NaN;
    if (row < begin) line.push(NaN);
    else if (row === begin) line.push(mean(last(of, row, seeds)));
    else line.push(weight * of(row) + (1 - weight) * before);
  }
  return (row) => line[row] ?? NaN;
}
