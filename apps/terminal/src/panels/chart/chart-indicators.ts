import type { Definition } from 'argosy/indicators';

import type { ChartBar } from './chart-bars.ts';
import type { ChartPlot } from './price-chart.ts';

/** An indicator that somebody has put on a chart. */
export type ChosenIndicator = {
  readonly id: string;
  readonly name: string;
  readonly values: Readonly<Record<string, number | string>>;
};

/** What the library of indicators says of one, as far as a chart needs it. */
export type ChartIndicator = Definition;

/** Columns that bars have. */
const barColumns = new Set(['value', 'open', 'high', 'low', 'close', 'volume', 'time']);

/** The indicators that can be drawn over bars. Loaded when somebody wants one. */
export async function loadIndicators(): Promise<readonly ChartIndicator[]> {
  const { indicators } = await import('argosy/indicators');
  return indicators.filter(({ inputs }) => inputs.every((input) => barColumns.has(input)));
}

/** The lines of the indicators that were chosen. What cannot be reckoned is left out, and its reason told. */
export function plotsOf(
  bars: readonly ChartBar[],
  chosen: readonly ChosenIndicator[],
  known: readonly ChartIndicator[],
  colours: readonly string[],
): { readonly plots: readonly ChartPlot[]; readonly problems: readonly string[] } {
  const columns = columnsOf(bars);
  const plots: ChartPlot[] = [];
  const problems: string[] = [];
  let pane = 1;
  let colour = 0;
  for (const one of chosen) {
    const indicator = known.find(({ name }) => name === one.name);
    if (indicator === undefined) continue;
    const lines = linesOf(indicator, columns, one.values);
    if (typeof lines === 'string') {
      problems.push(`${indicator.title}: ${lines}`);
      continue;
    }
    let hasOwn = false;
    for (const [name, plot] of Object.entries(indicator.lines)) {
      const isOwn = plot.over === 'own';
      hasOwn ||= isOwn;
      plots.push({
        id: `${one.id} ${name}`,
        title: titleOf(indicator, one, name),
        pane: isOwn ? pane : 0,
        kind: plot.as === 'histogram' ? 'histogram' : 'line',
        colour: colours[colour % colours.length] ?? '',
        values: lines[name] ?? [],
      });
      colour += 1;
    }
    if (hasOwn) pane += 1;
  }
  return { plots, problems };
}

/** Its name, what it was set to, and of several lines which. */
function titleOf(
  { title, lines }: ChartIndicator,
  { values }: ChosenIndicator,
  line: string,
): string {
  const which = Object.keys(lines).length > 1 ? [line] : [];
  return [title, ...Object.values(values), ...which].join(' ');
}

function linesOf(
  indicator: ChartIndicator,
  columns: Readonly<Record<string, Float64Array>>,
  values: ChosenIndicator['values'],
): Readonly<Record<string, Float64Array>> | string {
  try {
    return indicator.over(columns, values);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const MICROS = 1_000_000;

function columnsOf(bars: readonly ChartBar[]): Readonly<Record<string, Float64Array>> {
  const column = (of: (bar: ChartBar) => number): Float64Array => Float64Array.from(bars, of);
  const close = column((bar) => bar.close);
  return {
    value: close,
    close,
    open: column((bar) => bar.open),
    high: column((bar) => bar.high),
    low: column((bar) => bar.low),
    volume: column((bar) => bar.volume),
    time: column((bar) => bar.time * MICROS),
  };
}
