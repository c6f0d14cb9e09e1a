import type {
  ComparedFigure,
  ComparedOrder,
  OrderSide,
  SheetComparison,
} from '../sheet-comparison.ts';
import type { TearSheet } from '../sheet.ts';
import { html, nothing, type Markup } from './markup.ts';
import {
  changeText,
  decimalText,
  gainText,
  groupText,
  percentText,
  signOf,
} from './number-text.ts';
import { kindOfSign, section } from './part-text.ts';
import { table } from './table.ts';

/** The record beside the backtest of the same strategy; left out where nothing was to be compared. */
export function comparison(sheet: TearSheet): Markup {
  if (sheet.source.kind !== 'journal') return nothing;
  return section('Beside its backtest', sheet.comparison, (part) => drawComparison(part, sheet));
}

function drawComparison(part: SheetComparison, { currency }: TearSheet): Markup {
  const { net, figures, causes, orders, settings, convention } = part;
  const shown = figures.filter(({ isShown }) => isShown).length;
  const rows = figures.map((figure) => [
    { text: figure.name, kind: figure.isShown ? 'strong' : '' },
    sideText(figure, figure.here),
    sideText(figure, figure.there),
    { text: changeText(figure.difference, 1), kind: figure.isShown ? 'strong' : '' },
  ]);
  const why = causes.map(({ name, count, amount }) => [
    name,
    count === 0 ? '' : String(count),
    { text: gainText(amount), kind: kindOfSign(signOf(amount)) },
  ]);
  const total = ['difference', '', { text: gainText(net.difference), kind: 'strong' }];
  const say =
    shown === 0 ? 'No figure differs by more than 1 %' : `${shown} figures differ by more than 1 %`;
  return html`<p>Beside ${part.with}. ${say}.</p>
    <div class="two">
      ${table(
        'Figures',
        ['Figure', 'Here', 'Backtest', 'Apart'].map((head) => ({ head })),
        rows,
      )}${table(
        `Why the net differs, ${currency}: adds up exactly`,
        ['Cause', 'Of', 'Amount'].map((head) => ({ head })),
        [...why, total],
      )}
    </div>
    ${orderTable(orders, currency)}${settingTable(settings)}
    <p class="quiet">${convention}.</p>`;
}

function sideText({ unit }: ComparedFigure, value: string | number): string {
  if (typeof value === 'string') return groupText(value);
  return unit === 'fraction' ? percentText(value) : decimalText(value, 0);
}

/** How many of the orders that differ the page has; the document has more. */
const ORDERS_SHOWN = 20;

function orderTable(orders: readonly ComparedOrder[], currency: string): Markup {
  const text = (side: OrderSide | null): string => (side === null ? 'none' : sideFilled(side));
  const rows = orders
    .slice(0, ORDERS_SHOWN)
    .map(({ instrument, side, here, there, amount }) => [
      (here ?? there)?.at.slice(0, 19).replace('T', ' ') ?? '',
      { text: instrument },
      side,
      text(here),
      text(there),
      { text: gainText(amount), kind: kindOfSign(signOf(amount)) },
    ]);
  const heads = ['Side', 'Here', 'Backtest', `Apart, ${currency}`].map((head) => ({ head }));
  const columns = [{ head: 'Decided' }, { head: 'Instrument', isWords: true }, ...heads];
  return table('Orders that differ most', columns, rows);
}

function sideFilled({ qty, price }: OrderSide): string {
  return price === null ? 'no fill' : `${groupText(qty)} at ${groupText(price)}`;
}

function settingTable(settings: SheetComparison['settings']): Markup {
  const rows = settings.map(({ name, here, there }) => [
    name,
    { text: here, kind: 'wrap' },
    { text: there, kind: 'wrap' },
  ]);
  return table(
    'Parameters and data that differ',
    ['Setting', 'Here', 'Backtest'].map((head) => ({ head })),
    rows,
  );
}
