import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { examples, figuresOf } from './all.ts';
import { runAboveAverage } from './run-above-average.ts';
import { runBarsThreeMoments } from './bars-three-moments.ts';
import { runCancelHalfWay } from './cancel-half-way.ts';
import { runKeepState } from './keep-state.ts';

/** Orders, fills, final cash in paise, hash: of each run of each example. */
const figures: Readonly<Record<string, readonly string[]>> = {
  'run-above-average': ['855 orders, 855 fills, 4366556 INR, 53c4ef87a8e48950a1b8d1cbfae8e2a0'],
  'quotes-latency-fees': ['204 orders, 204 fills, 9945540 INR, e8346a46cfeb511d3f55d46955a8785a'],
  'bars-three-moments': [
    '171 orders, 171 fills, 6001500 INR, bcd6dc32c865aab8620ce71acde8254f',
    '171 orders, 171 fills, 6001000 INR, 56c2999df1c8e4b50900b253cb0a8116',
    '171 orders, 171 fills, 5979500 INR, 204c1f2c2c6456171eba84c0a2868c64',
  ],
  'stop-limit-timer': ['100 orders, 51 fills, 9201550 INR, b301d853b414fa6518e463588f0eb685'],
  'two-strategies-signal': ['367 orders, 367 fills, 8382100 INR, 8a8924748db1b4690d1cb3a877829744'],
  'history-warm-up': ['7 orders, 7 fills, 6007250 INR, 57d4c3dc1f0c3302d83202bcb82999d9'],
  'chance-and-slippage': [
    '20 orders, 15 fills, 9198800 INR, 4f2f9bdc4cdac84f7d1574642d383161',
    '16 orders, 9 fills, 9198600 INR, eec0b1d963bb972df48f8bbe578bf0ff',
    '16 orders, 9 fills, 9198600 INR, 8f378c734ec2160aeac5dbfa22059240',
  ],
  'parameters-sweep': [
    '39 orders, 39 fills, 5035040 INR, e7b357bff12dc5ed7f65e52d26910b77',
    '27 orders, 27 fills, 5038760 INR, c6bd3d70dff09df92d48908daa463680',
    '35 orders, 35 fills, 5036280 INR, c3acf73932e8391b4ef28c1b4e382ad2',
    '21 orders, 21 fills, 5036590 INR, 53c9c47354e085824b470c80f59c0ef1',
    '17 orders, 17 fills, 5040310 INR, c058318976ba80b416baab03ccd532a3',
    '15 orders, 15 fills, 5035970 INR, 1a058656a1e0042b24a5cc19e1d29aa3',
  ],
  'cancel-half-way': ['73 orders, 73 fills, 5031320 INR, 1e822af364686a730c379439ae814134'],
  'keep-state': [
    '1 orders, 1 fills, 9920050 INR, 49ededdac6f0cca9639a6b9578ed0028',
    '2 orders, 2 fills, 9840140 INR, 074dfe2a982d298825bfeda19be62243',
  ],
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

it('writes down the figures of every example, and lists every one', () => {
  expect(Object.keys(figures)).toEqual(Object.keys(examples));
  const list = textOf('./README.md');
  for (const name of Object.keys(examples)) expect(list).toContain(`(${name}.ts)`);
});

it.each(Object.entries(examples))('comes to the written figures on three runs: %s', (name, run) => {
  for (let time = 1; time <= 3; time += 1) {
    const results = run();
    expect(results.map(figuresOf)).toEqual(figures[name]);
    expect(results.flatMap(({ faults }) => faults)).toEqual([]);
    expect(results.map(({ counts }) => [counts.denied, counts.anomalies])).toEqual(
      results.map(() => [0, 0]),
    );
  }
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

it('says that a cancelled run is partial, and how far it came', () => {
  const { isPartial, until } = runCancelHalfWay();
  expect(isPartial).toBe(true);
  expect(until).toBeLessThan(3_600_000_000);
});

it('trades on from the kept state, where a fresh start would trade once', () => {
  expect(runKeepState().map(({ counts }) => counts.fills)).toEqual([1, 2]);
});
