/** A point of a chart: seconds, and a value. */
export type CurvePoint = { readonly time: number; readonly value: number };

const SECOND_MS = 1_000;

/**
 * Columns as points of a chart, which wants each second once: of several within one the last stays. What is not known is
 * left out.
 */
export function curvePoints(
  at: readonly string[],
  values: readonly (number | null)[],
): readonly CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const [place, instant] of at.entries()) {
    const value = values[place] ?? null;
    if (value === null) continue;
    const time = Math.floor(Date.parse(instant) / SECOND_MS);
    if (points.at(-1)?.time === time) points.pop();
    points.push({ time, value });
  }
  return points;
}

/** The part of a curve around a trade: some of what came before and after, so that its place can be seen. */
export function spanAround(
  { opened, closed }: { readonly opened: string; readonly closed: string },
  [first, last]: readonly [number, number],
): { readonly from: number; readonly to: number } {
  const [from, to] = [Date.parse(opened) / SECOND_MS, Date.parse(closed) / SECOND_MS];
  const DAY_SECONDS = 86_400;
  const margin = Math.max((to - from) * 2, Math.min(DAY_SECONDS * 10, (last - first) / 20));
  return { from: Math.max(first, from - margin), to: Math.min(last, to + margin) };
}
