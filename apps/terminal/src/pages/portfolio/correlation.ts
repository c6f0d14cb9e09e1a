/** How far two series of returns move together, from -1 to 1; NaN where one of them does not move. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const count = Math.min(a.length, b.length);
  if (count < 2) return Number.NaN;
  const mean = (values: readonly number[]): number =>
    values.slice(0, count).reduce((sum, value) => sum + value, 0) / count;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const [x, y] = [(a[at] ?? 0) - meanA, (b[at] ?? 0) - meanB];
    both += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? Number.NaN : both / Math.sqrt(squaresA * squaresB);
}

/** What each day gained on the one before, of those days that all series have. */
export function commonReturns(
  series: readonly ReadonlyMap<number, number>[],
): readonly (readonly number[])[] {
  const [first] = series;
  const days = [...(first?.keys() ?? [])]
    .filter((day) => series.every((known) => known.has(day)))
    .sort((x, y) => x - y);
  return series.map((known) =>
    days.slice(1).map((day, at) => {
      const before = known.get(days[at] ?? Number.NaN) ?? Number.NaN;
      return (known.get(day) ?? Number.NaN) / before - 1;
    }),
  );
}
