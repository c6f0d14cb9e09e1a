import { MICROS_PER_MINUTE, toTimestamp } from 'argosy/core';
import { toInstrumentIndex } from 'argosy/domain';
import { anIndexPrice, aQuote, aTrade } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { SEEN_MINUTES_MAX, SeenMinutes, type HeardMinute } from './seen-minutes.ts';

const sbin = toInstrumentIndex(0);
const at = (minutes: number): number => Math.round(minutes * MICROS_PER_MINUTE);
const trade = (minutes: number, price: number, qty = 1) =>
  aTrade({ at: at(minutes), availableAt: at(minutes), price, qty });

test('a minute is what it traded at, first to last, and how much', () => {
  const seen = new SeenMinutes(toTimestamp(at(0)));
  for (const [minutes, price] of [
    [1.1, 50],
    [1.2, 70],
    [1.3, 40],
    [1.9, 60],
    [3, 10],
  ] as const) {
    seen.take(trade(minutes, price, 5), sbin);
  }
  expect(seen.rows(sbin, 0, at(9))).toEqual([
    { opensAt: at(1), open: 50, high: 70, low: 40, close: 60, volume: 20 },
    { opensAt: at(3), open: 10, high: 10, low: 10, close: 10, volume: 5 },
  ]);
  expect(seen.rows(sbin, at(2), at(3))).toEqual([]);
});

test('of an index it is where it stood, and quotes are no prices', () => {
  const seen = new SeenMinutes(toTimestamp(0));
  seen.take(anIndexPrice({ at: at(1), availableAt: at(1), price: 7 }), sbin);
  seen.take(aQuote({ at: at(1), availableAt: at(1) }), sbin);
  expect(seen.rows(sbin, 0, at(9))).toMatchObject([{ open: 7, close: 7, volume: 0 }]);
});

test('what comes late belongs to the minute in which it came: one that is over never changes', () => {
  const seen = new SeenMinutes(toTimestamp(0));
  seen.take(trade(1.5, 10), sbin);
  seen.take(aTrade({ at: at(1.9), availableAt: at(2.1), price: 99 }), sbin);
  seen.take(trade(1.8, 5), sbin);
  expect(seen.rows(sbin, 0, at(9)).map(({ opensAt, high, low }) => [opensAt, high, low])).toEqual([
    [at(1), 10, 10],
    [at(2), 99, 5],
  ]);
});

test('minutes count as heard from the first whole one on, and not while nobody listens', () => {
  const seen = new SeenMinutes(toTimestamp(at(0.5)));
  seen.take(trade(0.6, 1), sbin);
  expect(seen.spans).toEqual([]);
  seen.advance(at(3.2));
  expect(seen.spans).toEqual([{ from: at(1), until: at(3) }]);
  seen.pause();
  seen.pause();
  seen.take(trade(5, 1), sbin);
  seen.resume(toTimestamp(at(6.5)));
  seen.resume(toTimestamp(at(20)));
  // What is told first may be of before.
  seen.take(trade(5.5, 1), sbin);
  seen.advance(at(9));
  expect(seen.spans).toEqual([
    { from: at(1), until: at(3) },
    { from: at(7), until: at(9) },
  ]);
});

test('it tells no more than it keeps', () => {
  const seen = new SeenMinutes(toTimestamp(0));
  for (let minute = 0; minute < SEEN_MINUTES_MAX + 10; minute += 1) {
    seen.take(trade(minute, 1), sbin);
  }
  const last = at(SEEN_MINUTES_MAX + 9);
  expect(seen.spans).toEqual([{ from: at(9), until: last }]);
  expect(seen.rows(sbin, 0, last + 1)).toHaveLength(SEEN_MINUTES_MAX);
  for (let time = 0; time < 200; time += 1) {
    seen.pause();
    seen.resume(toTimestamp(0));
    seen.take(trade(800 + 2 * time, 1), sbin);
    seen.advance(at(801.5 + 2 * time));
  }
  expect(seen.spans.length).toBeLessThanOrEqual(65);
});

test('what was heard before a restart is there again, but for what is not over', () => {
  const told: HeardMinute[] = [];
  const before = new SeenMinutes(toTimestamp(at(0.5)), (minute) => void told.push(minute));
  for (const [minutes, price] of [
    [0.6, 5],
    [1.2, 10],
    [1.4, 30],
    [2.5, 20],
    [6.1, 40],
    [7.1, 50],
  ] as const) {
    before.take(trade(minutes, price), sbin);
  }
  expect(told.map(({ from, until, isWhole }) => [from / at(1), until / at(1), isWhole])).toEqual([
    [0, 1, false],
    [1, 2, true],
    [2, 6, true],
    [6, 7, true],
  ]);
  const after = new SeenMinutes(toTimestamp(at(6.5)));
  after.restore(told);
  expect(after.spans).toEqual([{ from: at(1), until: at(6) }]);
  expect(after.first).toBe(0);
  expect(after.rows(sbin, 0, at(9))).toEqual(before.rows(sbin, 0, at(6)));
  after.take(trade(6.6, 1), sbin);
  after.advance(at(9));
  expect(after.spans).toEqual([
    { from: at(1), until: at(6) },
    { from: at(7), until: at(9) },
  ]);
});
