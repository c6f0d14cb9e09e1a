import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { examples, figuresOf } from './all.ts';
import { runAboveAverage } from './run-above-average.ts';
import { runBarsThreeMoments } from './bars-three-moments.ts';
import { runCancelHalfWay } from './cancel-half-way.ts';
import { runKeepState } from './keep-state.ts';

/** Orders, fills, final cash in paise, hash: of each run of each example. */
const figures: Readonly<Record<string, readonly string[]>> = {
  'run-above-average': ['855 orders, 855 fills, 4366556 INR, b7704389a98b727bfc8ab9c359f6f1a0'],
  'quotes-latency-fees': ['204 orders, 204 fills, 9945540 INR, 95ed21dd686f637f94686d3c5ba35274'],
  'bars-three-moments': [
    '171 orders, 171 fills, 6001500 INR, acd55b164da4b3f7797ce691228200f7',
    '171 orders, 171 fills, 6001000 INR, cd8a1fd11090ffc678a22a3e5a94c053',
    '171 orders, 171 fills, 5979500 INR, 2790fd846c4fc18454450bdf8d8d09d3',
  ],
  'stop-limit-timer': ['100 orders, 51 fills, 9201550 INR, b2c0a3240aea90438f03b099b1d0dc65'],
  'two-strategies-signal': ['367 orders, 367 fills, 8382100 INR, cd48166057e654ba408ed2db3fdcb275'],
  'history-warm-up': ['5 orders, 5 fills, 6007500 INR, e0070cdb5edb6ee3146a2067d8887865'],
  'chance-and-slippage': [
    '16 orders, 9 fills, 9198700 INR, 0a019be147663088289ecb6d76436545',
    '20 orders, 15 fills, 9198900 INR, 9cc65e4893b8d9b65d8d74e9d17941de',
    '20 orders, 15 fills, 9198950 INR, ed4a81dd29d16d6d457703bd390c2646',
  ],
  'parameters-sweep': [
    '39 orders, 39 fills, 5035040 INR, 8fd127269bf461ffe396a35ac831d306',
    '27 orders, 27 fills, 5038760 INR, 5b280b6932ccca59c0fe030eec5f279f',
    '35 orders, 35 fills, 5036280 INR, 596dc1098c832ff20d7f78fe46274028',
    '21 orders, 21 fills, 5036590 INR, 9d7a8cc4723f08fb192cbde3fcd61654',
    '17 orders, 17 fills, 5040310 INR, 836e63828e1668d77ad61876179b0919',
    '15 orders, 15 fills, 5035970 INR, 59305fc5269220e11e604319f0793abb',
  ],
  'cancel-half-way': ['73 orders, 73 fills, 5031320 INR, dc81b13543ecc238fdea5394e65827df'],
  'keep-state': [
    '1 orders, 1 fills, 9920050 INR, 10be54b3f03eb4f9fa6307370f8fad7a',
    '2 orders, 2 fills, 9840140 INR, c29f6bcd107e323b7e97920fbe3f74bc',
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
