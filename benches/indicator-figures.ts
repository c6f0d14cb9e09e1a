import type { IndicatorsReport } from './runs/indicators-run.ts';

type Figures = Readonly<Record<string, number | string>>;
type Named = { readonly name: string; readonly figure: number };

const TWICE = 2;
/** A number kept for every input would be eight; what V8 compiles on the way counts too. */
const KEPT_MOST = 1;
const SHOWN = 12;

/** Indicators over columns beside TA-Lib and packages of npm, and one update after the other. */
export function indicatorFigures(report: IndicatorsReport): Figures {
  const { rows, batch, rivals, updates } = report;
  const made = updates.map((one) => ({ name: one.name, figure: one.madeBytes }));
  const kept = updates.map((one) => ({ name: one.name, figure: one.keptBytes }));
  const ratios = batch.map(({ name, kernel, ours }) => ({ name, figure: ours / kernel }));
  const fresh = batch.map(({ name, kernel, fresh: ns }) => ({ name, figure: ns / kernel }));
  const late = updates.map((one) => ({ name: one.name, figure: one.late }));
  const early = updates.map((one) => ({ name: one.name, figure: one.early }));
  return {
    rows,
    'beside TA-Lib’s kernel, indicators': batch.length,
    'of them at most twice its time': countBelow(ratios, TWICE),
    'the same into new lines': countBelow(fresh, TWICE),
    'ratio, geometric mean': geometricMean(ratios),
    'ratio, median, the most': `${middle(ratios)}, ${most(ratios)}`,
    'ratio above two': aboveTwo(ratios),
    ...Object.fromEntries(
      rivals.map(({ name, of, times }) => [`${name}, times ours, over ${of}`, times]),
    ),
    ...(rivals.length === 0 ? { 'packages of npm': 'skipped: run benches/rivals/setup.sh' } : {}),
    'indicators updated in turn': updates.length,
    'an update, ns, least, median, most': `${least(early)}, ${middle(early)}, ${most(early)}`,
    'behind 1,000,000 inputs': `${least(late)}, ${middle(late)}, ${most(late)}`,
    'bytes an update leaves to the collector, least, median, most': `${least(made)}, ${middle(made)}, ${most(made)}`,
    'bytes kept for an input, least, median, most': `${least(kept)}, ${middle(kept)}, ${most(kept)}`,
    'indicators that keep less than a byte': countBelow(kept, KEPT_MOST),
  };
}

function countBelow(all: readonly Named[], bound: number): number {
  return all.filter(({ figure }) => figure <= bound).length;
}

function geometricMean(all: readonly Named[]): number {
  const sum = all.reduce((logs, { figure }) => logs + Math.log(figure), 0);
  return Number(Math.exp(sum / all.length).toFixed(2));
}

function inOrder(all: readonly Named[]): readonly Named[] {
  return all.toSorted((one, other) => one.figure - other.figure);
}

function middle(all: readonly Named[]): number {
  return rounded(inOrder(all)[Math.floor(all.length / 2)]);
}

function least(all: readonly Named[]): string {
  return textOf(inOrder(all)[0]);
}

function most(all: readonly Named[]): string {
  return textOf(inOrder(all).at(-1));
}

function aboveTwo(all: readonly Named[]): string {
  const above = inOrder(all).filter(({ figure }) => figure > TWICE);
  return above.slice(-SHOWN).map(textOf).join(', ');
}

function textOf(one: Named | undefined): string {
  return `${rounded(one)} (${one?.name ?? 'none'})`;
}

function rounded(one: Named | undefined): number {
  return Number((one?.figure ?? NaN).toFixed(2));
}
