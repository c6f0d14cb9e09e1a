import type { TearSheet } from 'argosy/report';

const [WIDTH, HEIGHT, POINTS] = [640, 180, 160] as const;

/** The growth of a run as a picture, thick, and that of its benchmark, thin; the dashed line is where it began. */
export function drawCurve({ title, curve }: Pick<TearSheet, 'title' | 'curve'>): string {
  const growth = thin(curve.growth);
  const benchmark = thin(curve.benchmark);
  const all = [...growth, ...benchmark].filter((value) => value !== null);
  const [low, high] = [Math.min(1, ...all), Math.max(1, ...all)];
  const heightOf = (value: number): string => {
    const part = high === low ? 0.5 : (value - low) / (high - low);
    return (HEIGHT - 4 - part * (HEIGHT - 8)).toFixed(1);
  };
  const line = (values: readonly (number | null)[]): string =>
    values
      .flatMap((value, place) =>
        value === null
          ? []
          : [`${((place * WIDTH) / (values.length - 1)).toFixed(1)},${heightOf(value)}`],
      )
      .join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    `<title>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>`,
    '<g fill="none" stroke="#808080">',
    `<path d="M0 ${heightOf(1)}H${WIDTH}" stroke-dasharray="3 3"/>`,
    `<polyline points="${line(benchmark)}"/>`,
    `<polyline points="${line(growth)}" stroke="#2a6fb0" stroke-width="2"/>`,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** So many values at most, the last one among them. */
function thin<Value>(values: readonly Value[]): readonly Value[] {
  const step = Math.max(1, (values.length - 1) / (POINTS - 1));
  const count = Math.min(values.length, POINTS);
  return Array.from({ length: count }, (_, place) => values[Math.round(place * step)]).filter(
    (value): value is Value => value !== undefined,
  );
}
