import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { runAboveAverage } from './run-above-average.ts';

function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

it('shows in the README the strategy that is run here', () => {
  expect(textOf('../README.md')).toContain(textOf('./above-average.ts'));
});

it('comes to the same hash on three runs, and to another on other data', () => {
  const [first, second, third] = [runAboveAverage(7), runAboveAverage(7), runAboveAverage(7)];
  expect(second.hash).toBe(first.hash);
  expect(third.hash).toBe(first.hash);
  expect(runAboveAverage(8).hash).not.toBe(first.hash);
});

it('trades, pays its charges, and never overdraws', () => {
  const { counts, accounts, faults, counters } = runAboveAverage(7);
  expect(faults).toEqual([]);
  expect(counts.fills).toBeGreaterThan(10);
  expect(accounts[0]?.charges.amount).toBeGreaterThan(0n);
  expect(counters.overdrawn).toBe(0);
});
