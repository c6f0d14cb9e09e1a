import { expect, test } from 'vitest';

import {
  barsOfFields,
  heikinAshi,
  mergeBars,
  sessionBreaks,
  zoneOffset,
  type ChartBar,
} from './chart-bars.ts';

function bar(time: number, close = 1): ChartBar {
  return { time, open: 1, high: Math.max(1, close), low: Math.min(1, close), close, volume: 5 };
}

test('newer bars replace those of their time and follow the rest', () => {
  const known = [bar(60), bar(120), bar(180)];
  expect(mergeBars(known, [bar(180, 2), bar(240, 3)])).toEqual([
    bar(60),
    bar(120),
    bar(180, 2),
    bar(240, 3),
  ]);
  expect(mergeBars(known, [bar(120, 9), bar(180, 2)])).toEqual([bar(60), bar(120, 9), bar(180, 2)]);
  expect(mergeBars([], [bar(60)])).toEqual([bar(60)]);
  expect(mergeBars(known, [])).toBe(known);
});

test('a message holds what is over and what is under way, or only one of them', () => {
  const none = Number.NaN;
  const scale = { price: 100, size: 1 };
  const over = [60e6, 120e6, 10_000, 10_200, 9_900, 10_100, 40];
  const now = [120e6, 180e6, 10_100, 10_100, 10_050, 10_050, 3];
  expect(barsOfFields([...over, ...now], scale)).toEqual([
    { time: 60, open: 100, high: 102, low: 99, close: 101, volume: 40 },
    { time: 120, open: 101, high: 101, low: 100.5, close: 100.5, volume: 3 },
  ]);
  const absent = Array.from({ length: 7 }, () => none);
  expect(barsOfFields([...over, ...absent], scale)).toHaveLength(1);
});

test('smoothed bars begin in the middle of the one before and hold their own ends', () => {
  const [first, second] = heikinAshi([
    { time: 0, open: 10, high: 14, low: 8, close: 12, volume: 1 },
    { time: 60, open: 12, high: 13, low: 11, close: 13, volume: 1 },
  ]);
  expect(first).toMatchObject({ open: 11, close: 11 });
  expect(second).toMatchObject({ open: 11, close: 12.25, high: 13, low: 11 });
});

test('another day begins by the clock of the exchange', () => {
  const IST = 19_800;
  const lastOfDay = Date.parse('2026-11-20T10:00:00Z') / 1_000;
  const firstOfNext = Date.parse('2026-11-23T03:45:00Z') / 1_000;
  expect(sessionBreaks([bar(lastOfDay), bar(firstOfNext)], IST)).toEqual([firstOfNext]);
  const days = [0, 1, 4].map((at) => bar(firstOfNext + at * 86_400));
  expect(sessionBreaks(days, IST)).toEqual([]);
  expect(zoneOffset('Asia/Kolkata', firstOfNext)).toBe(IST);
  expect(zoneOffset('UTC', firstOfNext)).toBe(0);
});
