import { MICROS_PER_MINUTE, ok, SessionClock, nseEquity, toTimestamp } from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import type { HistoryRange, LiveBar } from '@argosy/bridge';
import { aBar } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { barsBefore } from './bars-before.ts';

const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
const minute = MICROS_PER_MINUTE;

/** A past with bars that open at these minutes; what was asked for is noted. */
function aPast(opens: readonly number[], clock?: SessionClock) {
  const asked: HistoryRange[] = [];
  const bars: readonly LiveBar[] = opens.map((at) => ({
    ...aBar({ opensAt: at * minute, at: (at + 1) * minute }),
    isWhole: true,
  }));
  const history = {
    bars: (_: unknown, range: HistoryRange) => {
      asked.push(range);
      const { from, until, limit } = range;
      const rows = bars.filter(({ opensAt }) => opensAt >= from && opensAt < until);
      return Promise.resolve(ok({ rows: rows.slice(0, limit), next: null }));
    },
  };
  const before = async (at: number, count: number): Promise<readonly number[]> => {
    const found = await barsBefore({ history, clock }, spec, {
      before: toTimestamp(at * minute),
      count,
    });
    return found.ok ? found.value.map(({ opensAt }) => opensAt / minute) : [];
  };
  return { before, asked };
}

const range = (from: number, until: number): readonly number[] =>
  Array.from({ length: until - from }, (_, at) => from + at);

test('the bars right before an instant are given, and none between is left out', async () => {
  const { before, asked } = aPast(range(0, 10_000));
  expect(await before(9_000, 200)).toEqual(range(8_800, 9_000));
  expect(asked).toHaveLength(1);
});

test('as many as there are, where there are fewer', async () => {
  const { before } = aPast(range(100, 130));
  expect(await before(130, 200)).toEqual(range(100, 130));
});

test('of what is hardly traded they are looked for further back', async () => {
  const { before, asked } = aPast([5, 7, 9]);
  expect(await before(9_000, 200)).toEqual([5, 7, 9]);
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.every(({ from, until }) => from < until)).toBe(true);
});

test('where there is none before, the search ends', async () => {
  const { before, asked } = aPast(range(50_000, 50_010));
  expect(await before(50_000, 200)).toEqual([]);
  expect(asked).toHaveLength(10);
  const young = aPast([]);
  expect(await young.before(1_000, 200)).toEqual([]);
  expect(young.asked).toHaveLength(2);
});

test('a weekend lies between the first bar of Monday and the last of Friday', async () => {
  const opensMonday = Date.UTC(2026, 10, 23, 3, 45) / 60_000;
  const closesFriday = Date.UTC(2026, 10, 20, 10, 0) / 60_000;
  const { before, asked } = aPast(
    range(closesFriday - 375, closesFriday),
    new SessionClock(nseEquity),
  );
  expect(await before(opensMonday, 200)).toEqual(range(closesFriday - 200, closesFriday));
  expect(asked).toHaveLength(1);
});

test('bars that count ticks have no place in time', async () => {
  const { asked } = aPast([1]);
  const ticks = toBarSpecText('SBIN.NSE-100-TICK-LAST-INTERNAL');
  const history = { bars: () => Promise.reject(new Error('not to be asked')) };
  const before = toTimestamp(1e9);
  expect(await barsBefore({ history, clock: undefined }, ticks, { before, count: 9 })).toEqual(
    ok([]),
  );
  expect(asked).toEqual([]);
});
