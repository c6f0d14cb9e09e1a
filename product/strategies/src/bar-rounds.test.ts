import { aBar } from '@argosy/testkit';
import { toInstrumentId } from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import { expect, test } from 'vitest';

import { BarRounds, sameBarsOf } from './bar-rounds.ts';

const ids = ['A.X', 'B.X'].map(toInstrumentId);
const bar = (instrument: string, at: number, close: number) => aBar({ instrument, at, close });

test('gives the closes of one instant once all are there, by the order of the instruments', () => {
  const rounds = new BarRounds(ids);
  expect(rounds.take(bar('B.X', 60_000_000, 20))).toBeNull();
  expect(rounds.take(bar('A.X', 60_000_000, 10))).toEqual([10, 20]);
});

test('has no round of an instant at which one is missing, and takes none of before', () => {
  const rounds = new BarRounds(ids);
  rounds.take(bar('A.X', 60_000_000, 10));
  expect(rounds.take(bar('B.X', 120_000_000, 21))).toBeNull();
  expect(rounds.take(bar('B.X', 60_000_000, 20))).toBeNull();
  expect(rounds.take(bar('A.X', 120_000_000, 11))).toEqual([11, 21]);
});

test('lets bars of others and corrections go by', () => {
  const rounds = new BarRounds(ids);
  rounds.take(bar('A.X', 60_000_000, 10));
  expect(rounds.take(bar('C.X', 60_000_000, 30))).toBeNull();
  expect(rounds.take({ ...bar('B.X', 60_000_000, 20), revision: 1 })).toBeNull();
});

test('names the bars of another instrument that are as long', () => {
  const bars = toBarSpecText('A.X-5-MINUTE-LAST-EXTERNAL');
  expect(sameBarsOf(bars, toInstrumentId('B.X'))).toBe('B.X-5-MINUTE-LAST-EXTERNAL');
});
