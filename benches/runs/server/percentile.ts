/** The value that so many of a hundred lie below; the values are in order. */
export function percentile(sorted: ArrayLike<number>, percent: number): number {
  const place = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return Number((sorted[place] ?? Number.NaN).toFixed(2));
}
