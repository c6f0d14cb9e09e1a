import { isAbsent, type Figure, type TearSheet } from '../sheet.ts';
import { lineChart } from './chart.ts';
import { html, nothing, type Markup } from './markup.ts';
import {
  changeText,
  decimalText,
  gainText,
  groupText,
  percentText,
  signOf,
} from './number-text.ts';
import { kindOfSign } from './part-text.ts';

const kinds: Readonly<Record<TearSheet['source']['kind'], string>> = {
  backtest: 'Backtest',
  sweep: 'Best of a search',
  walkForward: 'Walk-forward',
  crossValidation: 'Middle path of a cross-validation',
  journal: 'Record of an account',
};

/** The title, and what the sheet is of. */
export function heading({ title, source, period, currency }: TearSheet): Markup {
  const { kind, accounts, book, isPartial } = source;
  const whose = book === null ? accounts.join(', ') : `${accounts.join(', ')}, book ${book}`;
  const span = `${period.from.slice(0, 10)} to ${period.until.slice(0, 10)}`;
  const days = period.days === 1 ? '1 day' : `${period.days} days`;
  const badge = isPartial ? html`<span class="badge">partial</span>` : nothing;
  return html`<header>
    <h1>${title}${badge}</h1>
    <p class="sub">${kinds[kind]} · ${whose} · ${span} · ${days} · ${currency}</p>
  </header>`;
}

type Tile = {
  readonly name: string;
  readonly text: string;
  readonly note: string;
  readonly sign?: number;
};

/** The figures that are looked at first. */
export function tiles(sheet: TearSheet): Markup {
  const { summary, currency, benchmark, costs } = sheet;
  const { figures, notes, growth, net } = summary;
  const ratio = (name: string, label: string): Tile => ({
    name: label,
    text: decimalText(figures[name] ?? null),
    note: notes[name] ?? '',
  });
  const beside = isAbsent(benchmark) ? 'no benchmark' : `benchmark ${changeText(benchmark.growth)}`;
  const shown: readonly Tile[] = [
    { name: `Net, ${currency}`, text: gainText(net), note: fromText(sheet), sign: signOf(net) },
    { name: 'Growth', text: changeText(growth), note: beside, sign: Math.sign(growth ?? 0) },
    { name: 'Growth a year', ...percentTile(figures['CAGR'], notes['CAGR']) },
    {
      name: 'Volatility a year',
      ...percentTile(figures['ReturnsVolatility'], notes['ReturnsVolatility']),
    },
    ratio('SharpeRatio', 'Sharpe'),
    ratio('SortinoRatio', 'Sortino'),
    { name: 'Deepest fall', ...percentTile(figures['MaxDrawdown'], notes['MaxDrawdown']) },
    ratio('CalmarRatio', 'Calmar'),
    { name: 'Winning trades', ...percentTile(figures['WinRate'], notes['WinRate']) },
    ratio('ProfitFactorByTrades', 'Profit factor, trades'),
    {
      name: 'Worst of 20 days',
      ...percentTile(figures['ValueAtRisk5'], 'return at the 5 % quantile'),
    },
    { name: `Charges, ${currency}`, text: chargesText(costs), note: 'all lines together' },
  ];
  const cells = shown.map(({ name, text, note, sign = 0 }) => {
    return html`<div>
      <dt>${name}</dt>
      <dd class="${kindOfSign(sign)}">${text}<small>${note}</small></dd>
    </div>`;
  });
  return html`<dl class="tiles">${cells}</dl>`;
}

function percentTile(
  value: Figure | undefined,
  note: string | undefined,
): Pick<Tile, 'text' | 'note'> {
  return { text: percentText(value ?? null), note: note ?? '' };
}

function fromText({ summary: { opening, closing, transferred } }: TearSheet): string {
  const moved = signOf(transferred) === 0 ? '' : `, ${gainText(transferred)} came in`;
  return `${groupText(opening)} to ${groupText(closing)}${moved}`;
}

function chargesText(costs: TearSheet['costs']): string {
  if (isAbsent(costs)) return '\u2014';
  const lines = costs.steps.filter(({ kind }) => kind === 'charge');
  const sum = lines.reduce((total, { amount }) => total + Number(amount), 0);
  return decimalText(sum === 0 ? 0 : sum);
}

/** Growth beside that of the benchmark, and below it how far it was from its height. */
export function curves({ curve, benchmark, summary }: TearSheet): Markup {
  const { at, growth, fall } = curve;
  const asPercent = (value: number): string => percentText(value, 0);
  const own = growth.map((level) => level - 1);
  const lines = [{ name: 'this', kind: 'main' as const, values: own }];
  const beside = isAbsent(benchmark)
    ? []
    : [
        {
          name: benchmark.name,
          kind: 'other' as const,
          values: curve.benchmark.map((level) => (level === null ? null : level - 1)),
        },
      ];
  const range = rangeText(own);
  const deepest = percentText(summary.figures['MaxDrawdown'] ?? null);
  return html`<section>
    ${lineChart({
      title: 'Growth since the beginning, transfers left out',
      label: `Growth over time: ${range}`,
      at,
      lines: [...beside, ...lines],
      textOf: fineOf(
        [...beside, ...lines].flatMap(({ values }) => values.map((value) => value ?? 0)),
        asPercent,
      ),
      including: [0],
      height: 'tall',
    })}${lineChart({
      title: 'Below the height before',
      label: `Falls over time, the deepest ${deepest}`,
      at,
      lines: [{ name: 'fall', kind: 'fall', values: fall }],
      textOf: fineOf(fall, asPercent),
      including: [0],
    })}
  </section>`;
}

/** Percent without places where the values are far apart, else with two, or as many as tell them apart. */
function fineOf(
  values: readonly number[],
  coarse: (value: number) => string,
): (value: number) => string {
  let [least, most] = [0, 0];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  if (most - least > 0.04) return coarse;
  let places = 2;
  for (let span = most - least; span > 0 && span < 4e-4 && places < 8; span *= 10) places += 1;
  return (value) => percentText(value, places);
}

function rangeText(values: readonly number[]): string {
  let [least, most] = [0, 0];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return `from ${percentText(least)} to ${percentText(most)}, at the end ${percentText(values.at(-1) ?? null)}`;
}
