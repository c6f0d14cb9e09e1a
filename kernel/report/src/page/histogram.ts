import type { SheetDistribution } from '../sheet.ts';
import { barChart } from './chart.ts';
import type { Markup } from './markup.ts';
import { shortText } from './number-text.ts';

/** What a histogram is called, for those who see and those who hear it, and how its edges are written. */
type HistogramWords = {
  readonly title: string;
  readonly label: string;
  readonly textOf?: (value: number) => string;
};

/** How many there are of each. */
export function histogram(
  { edges, counts }: SheetDistribution,
  { title, label, textOf = shortText }: HistogramWords,
): Markup {
  const bars = counts.map((value, at) => {
    const [low = 0, high = 0] = [edges[at], edges[at + 1]];
    return { name: `${textOf(low)} to ${textOf(high)}: ${value}`, value, isGain: low >= 0 };
  });
  const [first = 0, last = 1] = [edges[0], edges.at(-1)];
  const every = Math.ceil(edges.length / 7);
  const xTicks = edges
    .map((edge, at) => ({
      at: (edge - first) / (last - first),
      text: textOf(edge),
      isShown: at % every === 0,
    }))
    .filter(({ isShown }) => isShown);
  return barChart({ title, label, bars, textOf: (value) => shortText(value), xTicks });
}
