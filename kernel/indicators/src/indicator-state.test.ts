import { expect, test } from 'vitest';

import { Atr } from './atr.ts';
import { Highest } from './highest.ts';
import { Lowest } from './lowest.ts';
import { Rsi } from './rsi.ts';

const bars: readonly (readonly [high: number, low: number, close: number])[] = [
  [12, 10, 11],
  [16, 13, 15],
  [15, 9, 10],
  [14, 12, 13],
];

test('an average true range goes on alike from a state that was in a file, at any bar', () => {
  for (const count of bars.keys()) {
    const [atr, next] = [new Atr(2), new Atr(2)];
    next.update(99, 1, 50);
    for (const bar of bars.slice(0, count)) atr.update(...bar);
    next.importState(JSON.parse(JSON.stringify(atr.exportState())));
    for (const bar of bars.slice(count)) expect(next.update(...bar)).toBe(atr.update(...bar));
  }
});

test('an average true range refuses a state of another period, unchanged', () => {
  const atr = new Atr(2);
  atr.update(12, 10, 11);
  expect(() => atr.importState(new Atr(3).exportState())).toThrow(
    'WilderAverage found a list of 4',
  );
  expect(() => atr.importState([1])).toThrow('Atr found a list of 1 that begins with 1');
  expect(atr.exportState()).toEqual([11, 2, 1, 2, 2]);
});

test.each([
  ['an age that is no whole number', [3, 3, 1.5, 9, 1, 5]],
  ['an age beyond the inputs', [3, 2, 3, 9, 1, 5]],
  ['ages that rise', [3, 3, 1, 9, 2, 5]],
  ['an age of zero', [3, 3, 0, 9]],
  ['no newest input', [3, 3, 2, 9]],
  ['values that rise', [3, 3, 2, 5, 1, 9]],
  ['a value that another of its kind beats', [3, 3, 2, 5, 1, 5]],
  ['inputs and nothing queued', [3, 3]],
  ['something queued and no inputs', [3, 0, 1, 9]],
  ['more inputs than its period', [3, 4, 1, 9]],
])('a highest refuses a state with %s', (_, state) => {
  expect(() => new Highest(3).importState(state)).toThrow('Highest or Lowest found');
});

test('a lowest refuses the state of a highest', () => {
  const highest = new Highest(3);
  for (const value of [9, 5, 7]) highest.update(value);
  expect(() => new Lowest(3).importState(highest.exportState())).toThrow('a state must be');
});

test('a strength index takes neither half of a state whose other half is bad', () => {
  const rsi = new Rsi(2);
  for (const value of [10, 13, 12]) rsi.update(value);
  const before = rsi.exportState();
  const bad = [...before.slice(0, 4), 0, ...before.slice(5, 7), 3, ...before.slice(8)];
  expect(() => rsi.importState(bad)).toThrow('WilderAverage found');
  expect(rsi.exportState()).toEqual(before);
});
