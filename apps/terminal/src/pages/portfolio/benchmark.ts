import type { Bar, EquityCurve } from '@argosy/contract';

const PERCENT = 100;

/**
 * What an index would have made of what an account began with, at each of its points: the last close that was known then, from
 * the first one on; null before that.
 */
export function benchmarkValues(
  points: EquityCurve['points'],
  bars: readonly Pick<Bar, 'closesAt' | 'close'>[],
): readonly (number | null)[] {
  const closes = bars.map(({ closesAt, close }) => [Date.parse(closesAt), Number(close)] as const);
  let place = 0;
  let last: number | null = null;
  let base: { readonly close: number; readonly equity: number } | null = null;
  return points.map(({ at, equity }) => {
    const now = Date.parse(at);
    for (let next = closes[place]; next !== undefined && next[0] <= now; next = closes[place]) {
      last = next[1];
      place += 1;
    }
    if (last === null) return null;
    base ??= { close: last, equity: Number(equity) };
    return (last / base.close) * base.equity;
  });
}

/** From the first to the last value that is known, in percent; NaN where there are not two. */
export function growthOf(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  const [first = Number.NaN, last = Number.NaN] = [known[0], known.at(-1)];
  return known.length < 2 ? Number.NaN : (last / first - 1) * PERCENT;
}
