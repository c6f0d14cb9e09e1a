/** Upper bounds of the buckets of a histogram, by what it measures. */
export type BucketKind = 'latency' | 'duration' | 'size';

const bounds: Readonly<Record<BucketKind, readonly number[]>> = {
  // From a microsecond, which is what a tick may cost, to ten seconds.
  latency: [
    1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1,
    0.2, 0.5, 1, 2, 5, 10,
  ],
  // From a millisecond to ten minutes: requests and jobs.
  duration: [
    1e-3, 2e-3, 5e-3, 0.01, 0.015, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 600,
  ],
  size: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000],
};

/** The upper bounds of a kind, rising; what is above the last counts in one bucket more. */
export function boundsOf(kind: BucketKind): readonly number[] {
  return bounds[kind];
}

/** What a quantile is read from: how many fell into each bucket. */
export type BucketCounts = {
  readonly bounds: readonly number[];
  /** One more than there are bounds. */
  readonly counts: ArrayLike<number>;
};

/**
 * The value that a part `q` of the observations does not pass, taken as spread evenly inside their bucket: it is
 * never in another bucket than the exact one. NaN without observations; above the last bound it is that bound.
 */
export function quantileOf({ bounds: uppers, counts }: BucketCounts, q: number): number {
  let total = 0;
  for (let place = 0; place < counts.length; place += 1) total += counts[place] ?? 0;
  if (total === 0) return Number.NaN;
  const rank = Math.max(1, Math.ceil(Math.min(Math.max(q, 0), 1) * total));
  let before = 0;
  for (let place = 0; place < uppers.length; place += 1) {
    const count = counts[place] ?? 0;
    if (before + count >= rank) {
      const lower = place === 0 ? 0 : (uppers[place - 1] ?? 0);
      return lower + (((uppers[place] ?? 0) - lower) * (rank - before)) / count;
    }
    before += count;
  }
  return uppers.at(-1) ?? Number.NaN;
}
