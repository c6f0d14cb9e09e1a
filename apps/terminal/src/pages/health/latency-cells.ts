import type { Latency } from '@argosy/contract';

/** So many columns are drawn; spans are put together where there are more. */
const COLUMNS_MAX = 60;
const MICROS_PER_MS = 1_000;

/** A span of time: when it ended, and how many fell into each bucket. */
export type LatencyColumn = { readonly at: string; readonly counts: readonly number[] };

/** What is drawn: columns by time, and the buckets that anything fell into, the slowest first. */
export type LatencyCells = {
  readonly columns: readonly LatencyColumn[];
  /** The places of the buckets in the counts. */
  readonly buckets: readonly number[];
  readonly total: number;
};

/** Puts spans together until they fit, and leaves out buckets above and below all that was seen. */
export function latencyCells({ rows, boundsMicros }: Latency): LatencyCells {
  const size = Math.max(1, Math.ceil(rows.length / COLUMNS_MAX));
  const columns: LatencyColumn[] = [];
  for (let from = 0; from < rows.length; from += size) {
    const part = rows.slice(from, from + size);
    const counts = boundsMicros.map(() => 0).concat(0);
    for (const row of part)
      row.counts.forEach((count, at) => (counts[at] = (counts[at] ?? 0) + count));
    columns.push({ at: part.at(-1)?.at ?? '', counts });
  }
  const all = sumsOf(columns);
  const seen = all.flatMap((count, place) => (count > 0 ? [place] : []));
  const [first = 0, last = -1] = [seen[0], seen.at(-1)];
  const buckets = Array.from({ length: last - first + 1 }, (_, at) => last - at);
  return { columns, buckets, total: all.reduce((sum, count) => sum + count, 0) };
}

/** How many fell into each bucket over all columns. */
export function sumsOf(columns: readonly LatencyColumn[]): readonly number[] {
  const sums: number[] = [];
  for (const { counts } of columns)
    counts.forEach((count, at) => (sums[at] = (sums[at] ?? 0) + count));
  return sums;
}

/**
 * The upper bound of the bucket that a part of the observations does not pass, in milliseconds: no more is known of them. NaN
 * without any, Infinity beyond the last bound.
 */
export function boundOf(
  counts: readonly number[],
  boundsMicros: readonly number[],
  part: number,
): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return Number.NaN;
  let before = 0;
  for (const [place, count] of counts.entries()) {
    before += count;
    if (before >= total * part) {
      return (boundsMicros[place] ?? Number.POSITIVE_INFINITY) / MICROS_PER_MS;
    }
  }
  return Number.POSITIVE_INFINITY;
}
