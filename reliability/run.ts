/**
 * `npm run reliability [-- --only] [--seed N] [--seeds K] [--full] [--write-docs]`: tests of
 * what must not fail. Each prints a line of JSON; the last line counts. `--write-docs` puts what they
 * found into docs/reliability.md; the rows of those that did not run stay as they are.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import type { Figures, ReliabilityTest, RunOptions } from './figures.ts';
import { rowsOnPage, testOfRow, toPage, toRow } from './page.ts';
import { missing, tests } from './registry.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    full: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});

const wanted = values.only?.split(',') ?? tests.map(({ id }) => id);
const unknown = wanted.filter((id) => !tests.some((test) => test.id === id));
if (unknown.length > 0) {
  const known = tests.map(({ id }) => id).join(', ');
  throw new RangeError(`no such test: ${unknown.join(', ')}; there are ${known}`);
}
const options: RunOptions = {
  seed: wholeNumber('seed', values.seed),
  seeds: values.seeds === undefined ? null : wholeNumber('seeds', values.seeds),
  isFull: values.full,
  say: console.log,
};

if (values['write-docs'] && values.seeds !== undefined) {
  throw new RangeError('--write-docs is for whole runs: it does not go with --seeds');
}

const found: Figures[] = [];
for (const test of tests.filter(({ id }) => wanted.includes(id))) {
  console.log(`${test.id} ${test.title}`);
  const figures = await figuresOf(test);
  for (const note of figures.notes) console.log(`  ${note}`);
  console.log(JSON.stringify(figures));
  found.push(figures);
}
if (values['write-docs']) writePage(found);
const failed = found.filter(({ pass }) => !pass).length;
console.log(`${found.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Keeps the rows of the tests that did not run. */
function writePage(figures: readonly Figures[]): void {
  const path = join(import.meta.dirname, '../docs/reliability.md');
  const before = existsSync(path) ? rowsOnPage(readFileSync(path, 'utf8')) : [];
  const rows = tests.flatMap(({ id }) => {
    const fresh = figures.find((one) => one.id === id);
    if (fresh !== undefined) return [toRow(fresh)];
    return before.filter((row) => testOfRow(row).id === id);
  });
  writeFileSync(path, toPage(rows, missing));
}

async function figuresOf({ id, title, run }: ReliabilityTest): Promise<Figures> {
  const from = performance.now();
  const { pass, notes, ...result } = await run(options);
  return {
    id,
    title,
    pass,
    seed: options.seed,
    seeds: 0,
    lost: 0,
    duplicated: 0,
    imbalance: 0,
    recovery: null,
    ...result,
    seconds: Math.round((performance.now() - from) / 100) / 10,
    notes,
  };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`--${name} is ${text}, expected a whole number`);
}
