import { isAbsent, type Figure, type SheetMonth, type TearSheet } from '../sheet.ts';
import { lineChart } from './chart.ts';
import { html, nothing, type Markup } from './markup.ts';
import { changeText, decimalText, percentText } from './number-text.ts';
import { kindOfSign, section } from './part-text.ts';
import { table, type Cell } from './table.ts';

const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const;
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A month this far from nothing has the full colour. */
const FULL = 0.1;

/** A year a row, a month a column, and the years beside the benchmark. */
export function periods(sheet: TearSheet): Markup {
  const { months: byMonth, years } = sheet;
  return section('Months and years', byMonth, (all) => {
    if (isAbsent(years)) return nothing;
    const byName = new Map(all.map((month) => [month.period, month]));
    const rows = years.map((year): readonly (Cell | string)[] => [
      year.period,
      ...months.map((month) => monthCell(byName.get(`${year.period}-${month}`))),
      { text: changeText(year.return, 1), kind: `strong ${kindOfSign(year.return)}` },
      { text: changeText(year.benchmark, 1) },
      { text: percentText(year.fall, 1) },
    ]);
    const heads = ['Year', ...names, 'Year', 'Benchmark', 'Fall within'].map((head) => ({ head }));
    return html`<div class="heat">
      ${table('Compounded daily returns, percent for months', heads, rows)}
    </div>`;
  });
}

function monthCell(month: SheetMonth | undefined): Cell {
  if (month === undefined) return { text: '' };
  const value = month.return;
  const soft = value < 0 ? 'downsoft' : 'upsoft';
  const part = Math.min(1, Math.abs(value) / FULL) * 0.4;
  return {
    text: changeText(value, 1).replace(/\s?%$/u, ''),
    style: `background:rgba(var(--${soft}),${part.toFixed(2)})`,
  };
}

/** Figures over a window that moves. */
export function rolling(sheet: TearSheet): Markup {
  return section('Rolling figures', sheet.rolling, (part) => {
    const { window, day, volatility, sharpe, beta } = part;
    const chart = (
      title: string,
      values: readonly Figure[],
      textOf: (value: number) => string,
    ): Markup =>
      lineChart({
        title: `${title}, over ${window} days`,
        label: `${title} over a window of ${window} days`,
        at: day,
        lines: [{ name: title, kind: 'main', values }],
        textOf,
        including: [0],
      });
    const asPercent = (value: number): string => percentText(value, 0);
    const asRatio = (value: number): string => decimalText(value, 1);
    const hasBeta = beta.some((one) => one !== null);
    return html`<div class="two">
      ${chart('Return a year', part.return, asPercent)}${chart('Volatility a year', volatility, asPercent)}${chart('Sharpe', sharpe, asRatio)}${
        hasBeta ? chart('Beta to the benchmark', beta, asRatio) : nothing
      }
    </div>`;
  });
}

/** The deepest falls, and what the returns are beside the benchmark. */
export function falls(sheet: TearSheet): Markup {
  const { benchmark } = sheet;
  return html`<div class="two">
    ${section('Deepest falls, by day', sheet.falls, (all) => {
      if (all.length === 0) return html`<p class="absent">It never was below a height before.</p>`;
      const rows = all.map(({ fraction, peak, trough, recovered, days }) => [
        { text: percentText(fraction), kind: 'down' },
        peak,
        trough,
        recovered ?? 'not yet',
        String(days),
      ]);
      const heads = ['Fall', 'Height', 'Lowest', 'Back', 'Days'].map((head) => ({ head }));
      return table('From height to recovery', heads, rows);
    })}${section('Beside the benchmark', benchmark, ({ name, convention, growth, ratios }) => {
      const rows = Object.entries(ratios).map(([key, value]) => [
        ratioNames[key] ?? key,
        ratioText(key, value),
      ]);
      const all = [['Its growth', changeText(growth)], ...rows];
      const heads = [{ head: 'Figure' }, { head: 'Value' }];
      return html`${table(name, heads, all)}
        <p class="quiet">${convention}.</p>`;
    })}
  </div>`;
}

const ratioNames: Readonly<Record<string, string>> = {
  beta: 'Beta',
  alpha: 'Alpha, a year',
  correlation: 'Correlation',
  treynor: 'Treynor',
  trackingError: 'Tracking error, a year',
  informationRatio: 'Information ratio',
  upCapture: 'Up capture',
  downCapture: 'Down capture',
  battingAverage: 'Days above it',
};

function ratioText(name: string, value: Figure): string {
  const isPart = ['alpha', 'trackingError', 'battingAverage'].includes(name);
  return isPart ? percentText(value) : decimalText(value);
}

/** The days by the market they were in. */
export function regimes(sheet: TearSheet): Markup {
  return section('Kinds of market', sheet.regimes, ({ rows, convention }) => {
    const cells = rows.map(
      ({ trend, volatility, days, growth, yearlyVolatility, sharpe, benchmark }) => [
        `${trend}, ${volatility}`,
        String(days),
        { text: changeText(growth), kind: kindOfSign(growth) },
        percentText(yearlyVolatility),
        decimalText(sharpe),
        changeText(benchmark),
      ],
    );
    const heads = ['Market', 'Days', 'Growth', 'Volatility a year', 'Sharpe', 'Benchmark'].map(
      (head) => ({ head }),
    );
    return html`${table('Growth of the days of each kind, compounded', heads, cells)}
      <p class="quiet">${convention}.</p>`;
  });
}
