import { readdirSync, readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { examples, linesOf, resultOf } from './all.ts';
import { runAboveAverage } from './run-above-average.ts';
import { runBarsThreeMoments } from './bars-three-moments.ts';
import { runCancelHalfWay } from './cancel-half-way.ts';
import { runChanceAndSlippage } from './chance-and-slippage.ts';
import { runKeepState } from './keep-state.ts';

/** How many orders an example has denied, and how many things noted, on purpose. */
const troubles: Readonly<Record<string, readonly [denied: number, anomalies: number]>> = {
  'order-kinds': [4, 0],
  'cash-account': [2, 0],
  'margin-leverage': [4, 0],
  'two-currencies': [1, 0],
  'desk-by-hand': [1, 2],
  'limits-that-deny': [5, 0],
  sizing: [3, 0],
  'end-and-warm-up': [20, 0],
};

function textOf(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

function codeBlocks(markdown: string): readonly (string | undefined)[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1]);
}

it.each(['./above-average.ts', './run-above-average.ts'])('shows %s in the README', (path) => {
  expect(codeBlocks(textOf('../README.md'))).toContain(textOf(path));
});

it('lists and runs every example', () => {
  const files = readdirSync(new URL('.', import.meta.url));
  const modules = files.filter((file) => file.endsWith('.ts'));
  const runs = modules.filter((file) => /^export function run[A-Z]/m.test(textOf(`./${file}`)));
  const names = runs.map((file) => file.replace('.ts', '')).filter((name) => name !== 'told');
  expect(Object.keys(examples).sort()).toEqual(names.sort());
  const list = textOf('./README.md');
  const runFiles = files.filter((file) => file.endsWith('.yaml'));
  for (const file of [...names.map((name) => `${name}.ts`), ...runFiles]) {
    expect(list).toContain(`(${file})`);
  }
});

it.each(Object.entries(examples))('prints what is written down on three runs: %s', (name, run) => {
  const written = textOf('./figures.txt').split('\n');
  const its = written.filter((line) => line.startsWith(`${name}: `));
  for (let time = 1; time <= 3; time += 1) {
    expect(linesOf(run()).map((line) => `${name}: ${line}`)).toEqual(its);
  }
});

it.each(Object.entries(examples))('denies and notes only what it means to: %s', (name, run) => {
  const results = run().flatMap((shown) => resultOf(shown));
  const sum = (of: 'denied' | 'anomalies') =>
    results.reduce((all, { counts }) => all + counts[of], 0);
  expect([sum('denied'), sum('anomalies')]).toEqual(troubles[name] ?? [0, 0]);
  expect(results.flatMap(({ faults }) => faults)).toEqual([]);
});

it('comes to another hash on other data', () => {
  expect(runAboveAverage(8).hash).not.toBe(runAboveAverage(7).hash);
});

it('pays its charges and never overdraws', () => {
  const { accounts, counters } = runAboveAverage(7);
  expect(accounts[0]?.charges.amount).toBeGreaterThan(0n);
  expect(counters.overdrawn).toBe(0);
});

it('comes to a different result for each moment of filling', () => {
  expect(new Set(runBarsThreeMoments().map(({ hash }) => hash)).size).toBe(3);
});

it('repeats one seed to the letter, and has other luck with another', () => {
  const [one, other, again] = runChanceAndSlippage();
  expect(again).toEqual(one);
  expect(other?.counts.fills).not.toBe(one?.counts.fills);
});

it('says that a cancelled run is partial, and how far it came', () => {
  const { state, result } = runCancelHalfWay();
  expect([state, result.isPartial]).toEqual(['cancelled', true]);
  expect(result.until).toBeLessThan(3_600_000_000);
});

it('trades on from the kept state, where a fresh start would trade once', () => {
  expect(runKeepState().map(({ counts }) => counts.fills)).toEqual([1, 2]);
});
