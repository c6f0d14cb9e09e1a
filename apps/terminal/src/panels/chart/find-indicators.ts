import type { ChartIndicator } from './chart-indicators.ts';

type Named = Pick<ChartIndicator, 'name' | 'title'>;

/** The indicators that somebody means: what is called so comes before what only has it within. */
export function findIndicators<Indicator extends Named>(
  known: readonly Indicator[],
  words: string,
): readonly Indicator[] {
  const wanted = words.trim().toLowerCase();
  const parts = wanted.split(/\s+/u);
  return known
    .filter(({ name, title }) => {
      const text = `${name} ${title}`.toLowerCase();
      return parts.every((part) => text.includes(part));
    })
    .toSorted((a, b) => rank(a, wanted) - rank(b, wanted));
}

function rank({ name, title }: Named, wanted: string): number {
  const [short, long] = [name.toLowerCase(), title.toLowerCase()];
  if (short === wanted || long === wanted) return 0;
  if (short.startsWith(wanted)) return 1;
  if (long.startsWith(wanted)) return 2;
  return long.split(/[\s’-]+/u).some((word) => word.startsWith(wanted)) ? 3 : 4;
}
