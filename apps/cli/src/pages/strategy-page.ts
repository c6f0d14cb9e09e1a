import { join } from 'node:path';

import { runToFiles } from '@argosy/catalog';
import { withoutSurroundings } from '@argosy/fleet';
import type { Parameter, StrategyClass } from 'argosy/engine';
import type { TearSheet } from 'argosy/report';

import { reporterOf } from '../report/run-reporter.ts';
import { openRun } from '../run/open-run.ts';
import { drawCurve } from './draw-curve.ts';

/** The strategies that have a page, by the name of the page, with their run file. */
export const strategyPages: Readonly<Record<string, string>> = {
  'ema-cross': 'sp500.yaml',
  'macd-trend': 'macd-trend.yaml',
  'rsi-breakout': 'rsi-breakout.yaml',
  turtle: 'turtle.yaml',
  'bollinger-bounce': 'bollinger-bounce.yaml',
  'opening-range': 'opening-range.yaml',
  'vwap-reversion': 'vwap-reversion.yaml',
  grid: 'grid.yaml',
  pairs: 'pairs.yaml',
  'momentum-rotation': 'momentum-rotation.yaml',
  'delta-hedged-straddle': 'delta-hedged-straddle.yaml',
};

/** What of a strategy's page is made: its parameters, its figures, and the picture of its run. */
export type MadeParts = {
  readonly parameters: string;
  readonly figures: string;
  readonly picture: string;
};

/** Runs the run file of a page and makes what the page shows of it. */
export async function makeStrategyParts(name: string, examples: string): Promise<MadeParts> {
  const file = strategyPages[name] ?? '';
  const opened = await openRun(join(examples, file), {});
  const reporter = reporterOf(join(examples, file), opened, {});
  const { config } = opened;
  const { result } = await runToFiles(config, { out: null, guard: withoutSurroundings, reporter });
  const sheet = reporter.sheet(result);
  const [traded] = config.strategies;
  return {
    parameters: parameterTable(traded?.strategy, traded?.parameters ?? {}),
    figures: figureTable(sheet, { name, file, hash: result.hash }),
    picture: drawCurve(sheet),
  };
}

/** Puts made text between the marks of its name; a page without them is a mistake. */
export function putBetween(page: string, mark: string, text: string): string {
  const [from, until] = [`<!-- ${mark}: made -->`, `<!-- ${mark}: end -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(until)];
  if (start < 0 || end < start) throw new Error(`expected ${from} and ${until} in the page`);
  return `${page.slice(0, start + from.length)}\n${text}\n${page.slice(end)}`;
}

function parameterTable(
  strategy: StrategyClass | undefined,
  given: Readonly<Record<string, unknown>>,
): string {
  const rows = Object.entries(strategy?.parameters ?? {}).map(([name, declared]) => {
    const value = given[name];
    const here = value === undefined ? '' : shortOf(value);
    return `| \`${name}\` | ${declared.about ?? ''} | ${defaultOf(declared)} | ${rangeOf(declared)} | ${here} |`;
  });
  return ['| parameter | what | default | range | here |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

function shortOf(value: unknown): string {
  return Array.isArray(value) ? `${value.length} of them` : String(value);
}

function defaultOf(declared: Parameter): string {
  return 'default' in declared ? String(declared.default) : 'needed';
}

function rangeOf(declared: Parameter): string {
  if (declared.kind === 'integer' || declared.kind === 'number') {
    return `${declared.min ?? ''} to ${declared.max ?? ''}`;
  }
  if (declared.kind === 'choice') return declared.options.join(', ');
  return declared.kind === 'instruments' ? `${declared.least ?? 1} or more` : '';
}

type Origin = { readonly name: string; readonly file: string; readonly hash: string };

function figureTable(sheet: TearSheet, { name, file, hash }: Origin): string {
  const { period, summary, currency } = sheet;
  const { figures } = summary;
  const rows = [
    ['run', `\`argosy backtest examples/${file} --report ${name}.html\``],
    ['period', `${dayOf(period.from)} to ${dayOf(period.until)}, ${period.days} days`],
    ['equity', `${summary.opening} to ${summary.closing} ${currency}`],
    ['gain, and of the benchmark', `${percent(summary.growth)}, ${benchmarkOf(sheet)}`],
    ['a year', percent(figures['CAGR'])],
    ['deepest fall', percent(figures['MaxDrawdown'])],
    ['Sharpe, Sortino', `${ratio(figures['SharpeRatio'])}, ${ratio(figures['SortinoRatio'])}`],
    ['trades, won', tradesOf(sheet)],
    ['time in the market', whole(sheet.exposure, ({ timeInMarket }) => percent(timeInMarket))],
    ['from gross to net', whole(sheet.costs, ({ steps }) => steps.map(stepOf).join(', '))],
    ['hash of the run', `\`${hash}\``],
  ];
  return ['| | |', '|---|---|', ...rows.map(([what, found]) => `| ${what} | ${found} |`)].join(
    '\n',
  );
}

function benchmarkOf({ benchmark }: TearSheet): string {
  return whole(benchmark, ({ name, growth }) => `${percent(growth)} (${name})`);
}

function tradesOf({ trades }: TearSheet): string {
  return whole(trades, ({ count, winners }) => `${count}, ${percent(winners / count)}`);
}

function stepOf({ name, amount }: { readonly name: string; readonly amount: string }): string {
  return `${name} ${amount}`;
}

/** What is made of a part, or that it is not there. */
function whole<Value extends object>(
  part: Value | { readonly absent: string },
  show: (value: Value) => string,
): string {
  return isThere(part) ? show(part) : 'none';
}

function isThere<Value extends object>(part: Value | { readonly absent: string }): part is Value {
  return !('absent' in part);
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

function percent(figure: number | null | undefined): string {
  return figure === null || figure === undefined ? 'none' : `${(figure * 100).toFixed(1)} %`;
}

function ratio(figure: number | null | undefined): string {
  return figure === null || figure === undefined ? 'none' : figure.toFixed(2);
}
