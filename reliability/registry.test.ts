import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { namedChecks } from './named/checks.ts';
import { plantedBugs } from './planted/bugs.ts';
import { rowsOnPage, testOfRow, toPage } from './page.ts';
import { absentTests, missing, tests } from './registry.ts';

const root = join(import.meta.dirname, '..');

test('the page has exactly the tests there are, what each shows, and what is missing', () => {
  const page = readFileSync(join(root, 'docs/reliability.md'), 'utf8');
  expect(rowsOnPage(page).map(testOfRow)).toEqual(tests.map(({ id, title }) => ({ id, title })));
  expect(page).toBe(toPage(rowsOnPage(page), missing));
});

test('of every test of the specification it is said whether it is there', () => {
  const named = [...tests.map(({ id }) => id), ...Object.keys(absentTests)];
  const wanted = Array.from(
    { length: 32 },
    (_, place) => `R-${String(place + 1).padStart(2, '0')}`,
  );
  expect(named.filter((id) => id !== 'planted').sort()).toEqual(wanted);
});

test('what a test of reliability names is there', () => {
  const files = [
    ...namedChecks.flatMap((check) => check.tests.map(({ file }) => file)),
    ...plantedBugs.flatMap(({ file, caughtBy }) => [file, caughtBy.test]),
  ];
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('each planted bug still finds its place in the sources', () => {
  const lost = plantedBugs.filter(
    ({ file, find }) => !readFileSync(join(root, file), 'utf8').includes(find),
  );
  expect(lost.map(({ name }) => name)).toEqual([]);
});
