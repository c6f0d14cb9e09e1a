import type { SheetExcursions, SheetTrade, SheetTrades, TearSheet } from '../sheet.ts';
import { axisOf } from './axes.ts';
import { frame, lineChart, short, xOf, yOf } from './chart.ts';
import { histogram } from './histogram.ts';
import { html, nothing, type Markup } from './markup.ts';
import {
  changeText,
  decimalText,
  gainText,
  groupText,
  percentText,
  shortText,
  signOf,
} from './number-text.ts';
import { kindOfSign, section } from './part-text.ts';
import { table } from './table.ts';

/** The round trips: how they are spread, how they went on the way, the best and the worst. */
export function trades(sheet: TearSheet): Markup {
  const { currency } = sheet;
  const spread = section('Trades', sheet.trades, (part) => {
    const best = tradeTable('Best', part.best, currency);
    const worst = tradeTable('Worst', part.worst, currency);
    return html`<div class="two">
        ${histogram(part.distribution, {
          title: `Net of ${tradesText(part.count)}, ${currency}; how many of each`,
          label: `Distribution of the net of ${tradesText(part.count)}`,
        })}${tradeFigures(part, currency)}
      </div>
      <div class="two">${best}${worst}</div>`;
  });
  return html`${spread}${section('Against and for, on the way', sheet.excursions, (part) => excursions(part, currency))}`;
}

function tradeFigures(
  { figures, count, winners, losers, long, hoursHeld, open }: SheetTrades,
  currency: string,
): Markup {
  const plain = (name: string): string => decimalText(figures[name] ?? null);
  const rows: readonly (readonly [string, string])[] = [
    ['Trades, of them long', `${count}, ${long}`],
    ['Winners, losers', `${winners}, ${losers}`],
    ['Still open', String(open)],
    [`Mean of all, ${currency}`, plain('Expectancy')],
    [`Mean winner, ${currency}`, plain('AvgWinner')],
    [`Mean loser, ${currency}`, plain('AvgLoser')],
    ['Mean winner over mean loser', plain('payoffRatio')],
    ['t of the mean', plain('tStatistic')],
    [
      'Longest run of winners, losers',
      `${figures['longestWin'] ?? 0}, ${figures['longestLoss'] ?? 0}`,
    ],
    ['Share of the greatest winner', percentText(figures['largestShare'] ?? null)],
    ['Held, middle, longest', `${heldText(hoursHeld.median)}, ${heldText(hoursHeld.longest)}`],
  ];
  return table('From flat to flat, after charges', [{ head: 'Figure' }, { head: 'Value' }], rows);
}

function heldText(hours: number): string {
  if (hours >= 48) return `${decimalText(hours / 24, 1)} d`;
  return hours >= 1 ? `${decimalText(hours, 1)} h` : `${decimalText(hours * 60, 1)} min`;
}

function tradeTable(name: string, all: readonly SheetTrade[], currency: string): Markup {
  const rows = all.map(({ instrument, side, closedAt, qty, net, return: part }) => [
    { text: instrument },
    side,
    closedAt.slice(0, 16).replace('T', ' '),
    groupText(qty),
    { text: gainText(net), kind: kindOfSign(signOf(net)) },
    changeText(part),
  ]);
  const heads = ['Instrument', 'Side', 'Ended', 'Most held', `Net, ${currency}`, 'Of cost'];
  return table(
    name,
    heads.map((head) => ({ head })),
    rows,
  );
}

function excursions(
  { adverse, favourable, gain, trades: count, convention }: SheetExcursions,
  currency: string,
): Markup {
  const cloud = (title: string, along: readonly number[]): Markup => {
    const x = axisOf(along, shortText, [0]);
    const y = axisOf(gain, shortText, [0]);
    const dots = (['gain', 'loss'] as const).map((kind) => {
      const path = along.flatMap((value, at) => {
        const is = (gain[at] ?? 0) >= 0 ? 'gain' : 'loss';
        return is === kind
          ? [`M${short(xOf(x.place(value)))} ${short(yOf(y, gain[at] ?? 0))}h.1`]
          : [];
      });
      return path.length === 0 ? nothing : html`<path class="dot ${kind}" d="${path.join('')}" />`;
    });
    const zero = html`<path class="zero" d="M0 ${short(yOf(y, 0))}H1000" />`;
    return frame({
      title: `${title} (along), gain before charges (up), ${currency}`,
      label: `${title} against the gain of ${tradesText(count)}`,
      height: 'tall',
      inner: [zero, ...dots],
      yTicks: y.ticks,
      xTicks: x.ticks,
    });
  };
  return html`<div class="two">
      ${cloud('Deepest loss on the way', adverse)}${cloud('Highest gain on the way', favourable)}
    </div>
    <p class="quiet">${tradesText(count)}, ${gain.length} shown; ${convention}.</p>`;
}

/** What was held and what was traded. */
export function exposure(sheet: TearSheet): Markup {
  const held = section('What was held', sheet.exposure, (part) => {
    const { day, gross, net, timeInMarket, grossMean, grossMost, netMean } = part;
    const asPercent = (value: number): string => percentText(value, 0);
    const sum = `In the market ${percentText(timeInMarket, 1)} of the samples; gross ${percentText(grossMean, 1)} on average, ${percentText(grossMost, 1)} at most; net ${percentText(netMean, 1)} on average.`;
    return html`${lineChart({
        title: 'As a part of the equity, at the end of each day',
        label: sum,
        at: day,
        lines: [
          { name: 'gross', kind: 'other', values: gross },
          { name: 'net', kind: 'main', values: net },
        ],
        textOf: asPercent,
        including: [0],
      })}
      <p class="quiet">${sum}</p>`;
  });
  const traded = section(
    'What was traded',
    sheet.turnover,
    ({ traded: all, fills, yearly, byYear }) => {
      const rows = byYear.map(({ period, traded: amount }) => [period, groupText(amount)]);
      const often =
        yearly === null ? '' : `, ${decimalText(yearly, 1)} times the mean equity a year, each way`;
      const heads = [{ head: 'Year' }, { head: sheet.currency }];
      return html`<p>
          ${groupText(all)} ${sheet.currency} bought and sold in ${fills} fills${often}.
        </p>
        ${table('By year', heads, rows)}`;
    },
  );
  return html`<div class="two">${held}${traded}</div>`;
}

function tradesText(count: number): string {
  return count === 1 ? 'one trade' : `${count} trades`;
}
