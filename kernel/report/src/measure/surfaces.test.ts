import { gridSearch, TrialTable, type RunFigures } from 'argosy/vector';
import { expect, test } from 'vitest';

import { surfacesOf } from './surfaces.ts';

/** A trial that gains so much. */
function gaining(gain: number): RunFigures {
  return { worth: 1, gain, deepestFall: 0.1, mean: gain, deviation: 1, fills: 2, charges: 0 };
}

test('a surface has the best and the middle score over all other parameters', () => {
  const search = gridSearch({ fast: [5, 10], slow: [50, 100, 200], exit: [1, 2, 3] });
  const table = new TrialTable(search.size, 2);
  for (let trial = 0; trial < search.size; trial += 1) {
    const { fast, slow, exit } = search.valuesAt(trial);
    table.set(trial, gaining(fast * 1000 + slow + exit));
  }
  const { surfaces, chosen } = surfacesOf(search, table, { by: 'gain', best: search.size - 1 });
  expect(chosen).toEqual({ fast: 10, slow: 200, exit: 3 });
  expect(surfaces.map(({ x, y }) => [x.name, y?.name])).toEqual([
    ['fast', 'slow'],
    ['fast', 'exit'],
    ['slow', 'exit'],
  ]);
  const [first] = surfaces;
  expect(first?.best).toEqual([
    [5053, 10053],
    [5103, 10103],
    [5203, 10203],
  ]);
  expect(first?.middle[0]).toEqual([5052, 10052]);
});

test('one parameter makes one row, and what was not tried is empty', () => {
  const search = gridSearch({ fast: [1, 2, 3] });
  const table = new TrialTable(search.size, 2);
  table.set(0, gaining(0.5));
  table.set(2, gaining(0.25));
  const { surfaces } = surfacesOf(search, table, { by: 'gain', best: 0 });
  expect(surfaces[0]).toMatchObject({ y: null, x: { values: [1, 3] }, best: [[0.5, 0.25]] });
});

test('a long range stands in a bounded number of columns', () => {
  const search = gridSearch({ fast: { from: 1, to: 500 } });
  const table = new TrialTable(search.size, 2);
  for (let trial = 0; trial < search.size; trial += 1) table.set(trial, gaining(trial));
  const [surface] = surfacesOf(search, table, { by: 'gain', best: 499 }).surfaces;
  expect(surface?.x.values).toHaveLength(24);
  expect(surface?.x.values[0]).toBe('1 to 21');
  expect(surface?.best[0]?.at(-1)).toBe(499);
});
