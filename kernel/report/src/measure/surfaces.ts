import { scoreOf, type Objective, type Search, type TrialTable } from 'argosy/vector';

import type { Figure, SheetSurface, SheetSurfaces } from '../sheet.ts';
import { figureOf } from './sheet-text.ts';

/** How many values an axis tells apart; of more, neighbours stand together. */
const VALUES_MAX = 24;
/** How many parameters are laid beside each other: three make three surfaces. */
const PARAMETERS_MAX = 3;

type Value = string | number;
/** A parameter, and in which column each of its values stands. */
type SurfaceAxis = {
  readonly name: string;
  readonly values: readonly Value[];
  readonly columnOf: ReadonlyMap<Value, number>;
};
type Trial = { readonly values: Readonly<Record<string, Value>>; readonly score: number };

/**
 * How the trials of a search scored, over each two of its first parameters.
 *
 * @example
 * surfacesOf(search, table, { by: 'sharpe', best: verdict.best });
 */
export function surfacesOf(
  search: Search,
  table: TrialTable,
  { by, best }: { readonly by: Objective; readonly best: number },
): SheetSurfaces {
  const trials = trialsOf(search, table, by);
  const names = Object.keys(search.space).slice(0, PARAMETERS_MAX);
  const axes = names.map((name) => axisOf(name, trials));
  const [first] = axes;
  const pairs = axes.flatMap((x, at) => axes.slice(at + 1).map((y) => [x, y] as const));
  const surfaces =
    pairs.length > 0
      ? pairs.map(([x, y]) => surfaceOf(trials, { by, x, y }))
      : first === undefined
        ? []
        : [surfaceOf(trials, { by, x: first, y: null })];
  return { surfaces, chosen: search.valuesAt(best) };
}

function trialsOf(search: Search, table: TrialTable, by: Objective): readonly Trial[] {
  const trials: Trial[] = [];
  for (let trial = 0; trial < table.trials; trial += 1) {
    const figures = table.at(trial);
    if (figures === null) continue;
    trials.push({ values: search.valuesAt(trial), score: scoreOf(figures, by) });
  }
  return trials;
}

function axisOf(name: string, trials: readonly Trial[]): SurfaceAxis {
  const all = [...new Set(trials.map(({ values }) => values[name] ?? ''))].sort(compareValues);
  const size = Math.max(1, all.length / VALUES_MAX);
  const columnOf = new Map(all.map((value, at) => [value, Math.floor(at / size)]));
  const groups: Value[][] = [];
  for (const [value, column] of columnOf) (groups[column] ??= []).push(value);
  return { name, values: groups.map(nameOfGroup), columnOf };
}

function nameOfGroup(group: readonly Value[]): Value {
  const [first = '', last = first] = [group[0], group.at(-1)];
  return first === last ? first : `${first} to ${last}`;
}

function compareValues(one: Value, other: Value): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}

function surfaceOf(
  trials: readonly Trial[],
  { by, x, y }: { readonly by: Objective; readonly x: SurfaceAxis; readonly y: SurfaceAxis | null },
): SheetSurface {
  const rows = y === null ? 1 : y.values.length;
  const cells = Array.from({ length: rows }, () => x.values.map((): number[] => []));
  for (const { values, score } of trials) {
    const column = x.columnOf.get(values[x.name] ?? '') ?? 0;
    const row = y === null ? 0 : (y.columnOf.get(values[y.name] ?? '') ?? 0);
    cells[row]?.[column]?.push(score);
  }
  const over = (pick: (sorted: readonly number[]) => number | undefined): Figure[][] =>
    cells.map((row) => row.map((scores) => figureOf(pick(sorted(scores)) ?? null)));
  return {
    score: by,
    x: { name: x.name, values: x.values },
    y: y === null ? null : { name: y.name, values: y.values },
    best: over((scores) => scores.at(-1)),
    middle: over((scores) => scores[Math.floor(scores.length / 2)]),
  };
}

function sorted(scores: readonly number[]): readonly number[] {
  return [...scores].sort((a, b) => a - b);
}
