import { formatChange, formatNumber, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import { backtestsText } from '../../text/backtests.ts';
import { isAbsent, type Sheet } from './sheet.ts';

/** A figure that stands at the head of a run. */
export type KeyFigure = {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  /** Why it is undefined, or over what it is taken. */
  readonly note: string | null;
  readonly tone: 'up' | 'down' | 'flat';
};

type Kind = 'percent' | 'signedPercent' | 'ratio' | 'amount';
const PERCENT = 100;
const figures: readonly (readonly [id: keyof typeof backtestsText.figures, kind: Kind])[] = [
  ['CAGR', 'signedPercent'],
  ['SharpeRatio', 'ratio'],
  ['SortinoRatio', 'ratio'],
  ['MaxDrawdown', 'percent'],
  ['ReturnsVolatility', 'percent'],
  ['CalmarRatio', 'ratio'],
  ['ProfitFactorByTrades', 'ratio'],
  ['WinRate', 'percent'],
  ['Expectancy', 'amount'],
];

/** What a run came to, in a dozen figures. */
export function keyFigures(sheet: Sheet, grouping: Grouping): readonly KeyFigure[] {
  const { summary, currency, trades } = sheet;
  const named = backtestsText.figures;
  const net = Number(summary.net);
  return [
    {
      id: 'net',
      label: `${named.net} (${currency})`,
      text: formatChange(net, 2, grouping),
      note: null,
      tone: toneOf(net),
    },
    {
      id: 'growth',
      label: named.growth,
      text: show(summary.growth, 'signedPercent', grouping),
      note: null,
      tone: toneOf(summary.growth),
    },
    ...figures.map(([id, kind]): KeyFigure => {
      const value = summary.figures[id] ?? null;
      const tone = kind === 'signedPercent' ? toneOf(value) : 'flat';
      const note = summary.notes[id] ?? null;
      return { id, label: named[id], text: show(value, kind, grouping), note, tone };
    }),
    {
      id: 'trades',
      label: named.trades,
      text: isAbsent(trades) ? UNKNOWN : formatNumber(trades.count, 0, grouping),
      note: isAbsent(trades) ? trades.absent : null,
      tone: 'flat',
    },
  ];
}

function show(value: number | null, kind: Kind, grouping: Grouping): string {
  if (value === null) return UNKNOWN;
  switch (kind) {
    case 'percent':
      return showPercent(value, grouping);
    case 'signedPercent':
      return `${formatChange(value * PERCENT, 2, grouping)}%`;
    case 'ratio':
    case 'amount':
      return formatNumber(value, 2, grouping);
    default:
      return kind satisfies never;
  }
}

/** A fraction in hundredths. */
export function showPercent(value: number, grouping: Grouping, places = 2): string {
  return `${formatNumber(value * PERCENT, places, grouping)}%`;
}

function toneOf(value: number | null): KeyFigure['tone'] {
  if (value === null || value === 0) return 'flat';
  return value > 0 ? 'up' : 'down';
}
