import { makeSweep, waveBars } from '@argosy/testkit/small-sweep';
import { smallSheet } from '@argosy/testkit/sheets';
import { crossValidate, SignalEngine, walkedSignals } from 'argosy/vector';
import { expect, test } from 'vitest';

import { writeTearSheetPage } from '../page/write-page.ts';
import { readTearSheet } from '../reading/read-sheet.ts';
import { writeTearSheetJson } from '../write-json.ts';
import { validationOf } from './validation.ts';

const sweep = makeSweep({ bars: waveBars(), slow: 22 });
const terms = { groups: 14, tested: 3, purge: 2 };
const report = crossValidate(sweep, terms);
const validation = validationOf(report, terms);

test('paths stand by their Sharpe ratio, of many an even choice with both ends', () => {
  expect(validation).toMatchObject({ ...terms, embargo: 0, splits: 364, count: 78 });
  const sharpes = report.paths.map(({ sharpe }) => sharpe).sort((one, other) => one - other);
  expect(validation.paths).toHaveLength(64);
  expect([validation.paths[0]?.rank, validation.paths.at(-1)?.rank]).toEqual([1, 78]);
  for (const { rank, sharpe } of validation.paths) {
    expect(sharpe).toBeCloseTo(sharpes[rank - 1] ?? NaN, 8);
  }
  const few = validationOf({ ...report, paths: report.paths.slice(0, 3) }, terms);
  expect(few.paths.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  expect(validationOf({ ...report, paths: report.paths.slice(0, 1) }, terms).paths).toHaveLength(1);
});

test('each path is counted once in how they are spread', () => {
  const { edges, counts } = validation.sharpes;
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(78);
  for (const [at, count] of counts.entries()) {
    const [low = NaN, high = NaN] = [edges[at], edges[at + 1]];
    const within = report.paths.filter(({ sharpe }) => sharpe >= low && sharpe < high);
    expect(count).toBe(within.length);
  }
});

test('a sheet with them is read as it was written, and its page shows them', () => {
  const sheet = { ...smallSheet().sheet, validation };
  expect(readTearSheet(JSON.parse(writeTearSheetJson(sheet)))).toEqual({ ok: true, value: sheet });
  const wrong = { ...sheet, validation: { ...validation, paths: [{}] } };
  expect(readTearSheet(wrong)).toMatchObject({ refusal: { code: 'BAD_SHEET' } });
  const page = writeTearSheetPage(sheet);
  expect(page).toContain('364 splits of 14 groups of bars, 3 tried on at a time');
  expect(page).toContain('aria-label="Distribution of the Sharpe ratios of 78 paths"');
  expect(writeTearSheetPage(smallSheet().sheet)).not.toContain('Cross-validated');
});

test('a path is traded in one account, each group with what was chosen for it', () => {
  const [path] = report.paths;
  const { bars, signals } = walkedSignals(sweep, { steps: path?.stretches ?? [] });
  expect(bars.close).toEqual(sweep.bars.close);
  expect(path?.stretches.map(({ test: { from } }) => from)).toEqual(
    Array.from({ length: 14 }, (_, group) => Math.floor((200 * group) / 14)),
  );
  const chosen = report.splits.find(({ groups }) => groups.includes(0));
  expect(path?.stretches[0]?.trial).toBe(chosen?.trial);
  const { equity, funds } = new SignalEngine(bars, sweep.rules).run(signals);
  // All that is otherwise are the sales at the end of each group.
  expect((equity.at(-1) ?? NaN) / funds - 1).toBeCloseTo(path?.gain ?? NaN, 2);
});
