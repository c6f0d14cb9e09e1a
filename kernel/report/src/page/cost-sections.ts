import type { CostStep, SheetCosts, TearSheet } from '../sheet.ts';
import { axisOf } from './axes.ts';
import { frame, short, yOf } from './chart.ts';
import { html, type Markup } from './markup.ts';
import { gainText, groupText, percentText, shortText, signOf } from './number-text.ts';
import { kindOfSign, section } from './part-text.ts';
import { table } from './table.ts';

/** The way from gross to net. */
export function costs(sheet: TearSheet): Markup {
  return section('From gross to net', sheet.costs, (part) => {
    const { steps, measured, fills, convention } = part;
    const rows = steps.map(({ kind, name, amount }) => {
      const isTotal = kind === 'gross' || kind === 'net';
      const sign = kindOfSign(signOf(amount));
      return [name, { text: gainText(amount), kind: isTotal ? `strong ${sign}` : sign }];
    });
    const heads = [{ head: 'Step' }, { head: sheet.currency }];
    const known = `Slippage and delay are known of ${measured} of ${fills} fills`;
    return html`<div class="two">
        ${waterfall(part, sheet.currency)}${table('Adds up to net exactly', heads, rows)}
      </div>
      <p class="quiet">${known}; ${convention}</p>`;
  });
}

function waterfall({ steps }: SheetCosts, currency: string): Markup {
  const bars = barsOf(steps);
  const axis = axisOf(
    bars.flatMap(({ from, until }) => [from, until]),
    shortText,
    [0],
  );
  const width = 1000 / bars.length;
  const inner = bars.map(({ step, from, until }, at) => {
    const [one, other] = [yOf(axis, from), yOf(axis, until)];
    const isTotal = step.kind === 'gross' || step.kind === 'net';
    const kind = isTotal ? 'total' : until >= from ? 'gain' : 'loss';
    // What is too little to be seen is drawn as a hairline.
    const height = Math.max(2, Math.abs(one - other));
    return html`<rect
      class="${kind}"
      x="${short((at + 0.1) * width)}"
      y="${short(Math.min(one, other))}"
      width="${short(width * 0.8)}"
      height="${short(height)}"
      ><title>${step.name}: ${gainText(step.amount)}</title></rect
    >`;
  });
  const xTicks = bars.map(({ step }, at) => ({ at: (at + 0.5) / bars.length, text: step.name }));
  const zero = html`<path class="zero" d="M0 ${short(yOf(axis, 0))}H1000" />`;
  return frame({
    title: `From gross to net, ${currency}`,
    label: `Waterfall: ${steps.map(({ name, amount }) => `${name} ${groupText(amount)}`).join(', ')}`,
    height: 'tall',
    inner: [...inner, zero],
    yTicks: axis.ticks,
    xTicks: bars.length > 6 ? [] : xTicks,
  });
}

type Bar = { readonly step: CostStep; readonly from: number; readonly until: number };

function barsOf(steps: readonly CostStep[]): readonly Bar[] {
  let level = 0;
  return steps.map((step) => {
    const amount = Number(step.amount);
    const isTotal = step.kind === 'gross' || step.kind === 'net';
    const from = isTotal ? 0 : level;
    level = isTotal ? amount : level + amount;
    return { step, from, until: level };
  });
}

/** What each instrument brought. */
export function instruments(sheet: TearSheet): Markup {
  const { currency } = sheet;
  return section('By instrument', sheet.instruments, ({ rows, unassigned }) => {
    const cells = rows.map((row) => [
      { text: row.instrument },
      row.currency,
      String(row.trades),
      row.trades === 0 ? '\u2014' : percentText(row.winners / row.trades, 1),
      String(row.fills),
      gainText(row.realised),
      gainText(row.unrealised),
      groupText(row.charges),
      { text: gainText(row.netInSheet), kind: `strong ${kindOfSign(signOf(row.netInSheet))}` },
    ]);
    const rest = [
      { text: 'not of one' },
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      { text: gainText(unassigned), kind: 'strong' },
    ];
    const heads = [
      'Instrument',
      'In',
      'Trades',
      'Won',
      'Fills',
      'Realised',
      'At marks',
      'Charges',
      `Net, ${currency}`,
    ];
    const isWhole = signOf(unassigned) === 0;
    const all = isWhole ? cells : [...cells, rest];
    return table(
      'Sums to net exactly',
      heads.map((head) => ({ head })),
      all,
    );
  });
}
