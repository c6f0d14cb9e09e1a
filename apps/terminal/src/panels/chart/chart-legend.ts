import { formatChange, formatNumber, formatShort, type Grouping } from '../../format/decimal.ts';
import { chartText } from '../../text/chart.ts';
import type { ChartBar } from './chart-bars.ts';

/** What a chart says of one of its bars. */
export type ChartReading = {
  readonly bar: ChartBar;
  /** The one before it; null for the first. */
  readonly before: ChartBar | null;
  /** What each line of an indicator is there; NaN where it has no value yet. */
  readonly plots: readonly {
    readonly title: string;
    readonly colour: string;
    readonly value: number;
  }[];
};

/** A piece of the legend, in the colour of its line or of where it went. */
export type LegendPart = {
  readonly text: string;
  readonly colour?: string;
  readonly tone?: 'up' | 'down' | 'flat';
};

const PERCENT = 100;

/** What stands above a chart: prices, what they changed by since the bar before, and what indicators say. */
export function legendParts(
  { bar, before, plots }: ChartReading,
  { precision, grouping }: { readonly precision: number; readonly grouping: Grouping },
): readonly LegendPart[] {
  const { legend } = chartText;
  const price = (value: number): string => formatNumber(value, precision, grouping);
  const prices = (['open', 'high', 'low', 'close'] as const).map((name) => ({
    text: `${legend[name]} ${price(bar[name])}`,
  }));
  const change = before === null ? Number.NaN : bar.close - before.close;
  return [
    ...prices,
    ...(before === null ? [] : [changePart(change, before.close, { precision, grouping })]),
    { text: `${legend.volume} ${formatShort(bar.volume, grouping)}` },
    ...plots.map(({ title, colour, value }) => ({ text: `${title} ${price(value)}`, colour })),
  ];
}

function changePart(
  change: number,
  from: number,
  { precision, grouping }: { readonly precision: number; readonly grouping: Grouping },
): LegendPart {
  const tone = change > 0 ? 'up' : change < 0 ? 'down' : 'flat';
  const arrow = { up: '▲ ', down: '▼ ', flat: '' }[tone];
  const percent = formatChange((change / from) * PERCENT, 2, grouping);
  return { text: `${arrow}${formatChange(change, precision, grouping)} (${percent}%)`, tone };
}

/** Writes the pieces into spans: those that are there stay, and what is the same is not written. */
export function putLegend(element: HTMLElement, parts: readonly LegendPart[]): void {
  while (element.children.length > parts.length) element.lastElementChild?.remove();
  for (const [at, { text, colour = '', tone = '' }] of parts.entries()) {
    const span = element.children[at] ?? element.appendChild(document.createElement('span'));
    if (!(span instanceof HTMLElement)) continue;
    if (span.textContent !== text) span.textContent = text;
    if (span.className !== tone) span.className = tone;
    if (span.dataset['colour'] !== colour) {
      span.dataset['colour'] = colour;
      // Below its words: as their colour not every line could be read on every look.
      span.style.boxShadow = colour === '' ? '' : `inset 0 -2px ${colour}`;
    }
  }
}
