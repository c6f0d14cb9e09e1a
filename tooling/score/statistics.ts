/** The value below which the given share of the numbers lies (nearest rank); 0 for none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** The sum of the numbers. */
export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, it) => sum + it, 0);
}

/** `part` of `whole` in percent; 0 of 0 counts as complete. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (part / whole) * 100;
}
