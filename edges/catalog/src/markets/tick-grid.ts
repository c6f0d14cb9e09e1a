/** In hundredths: below such a price the tick is so much (NSE, shares and their futures, from 15 April 2025). */
const shareTicks = [
  [250_00, 1],
  [1_000_00, 5],
  [5_000_00, 10],
  [10_000_00, 50],
  [20_000_00, 100],
  [Number.POSITIVE_INFINITY, 500],
] as const;
/** The same of futures on an index, by its level. */
const indexFutureTicks = [
  [15_000_00, 5],
  [30_000_00, 10],
  [Number.POSITIVE_INFINITY, 20],
] as const;

/** The smallest step of a share's price, both in hundredths. */
export function shareTick(price: number): number {
  return tickOf(shareTicks, price);
}

/** The smallest step of a future on an index of this level, both in hundredths. */
export function indexFutureTick(level: number): number {
  return tickOf(indexFutureTicks, level);
}

/** The smallest step of every option's price, in hundredths. */
export const OPTION_TICK = 5;

function tickOf(table: readonly (readonly [number, number])[], price: number): number {
  const row = table.find(([below]) => price < below);
  return row?.[1] ?? 1;
}
