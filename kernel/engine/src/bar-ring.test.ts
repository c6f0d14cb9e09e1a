import { Ring } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { aBar, anAdjustment } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { BarRing } from './bar-ring.ts';

const MINUTE_US = 60_000_000;

/** The bar of so many minutes in, each different from the last in every price. */
function barOf(minute: number, changes: Parameters<typeof aBar>[0] = {}): Bar {
  const open = 10_000 + minute;
  return aBar({ at: (minute + 1) * MINUTE_US, open, high: open + 3, low: open - 2, ...changes });
}

/** A ring that took bars of so many minutes in. */
function afterBars(count: number, capacity: number): BarRing {
  const ring = new BarRing(barOf(0), capacity);
  for (let minute = 1; minute < count; minute += 1) ring.push(barOf(minute));
  return ring;
}

it('gives the newest bar itself', () => {
  const newest = barOf(1);
  const ring = afterBars(1, 4);
  ring.push(newest);
  expect(ring.at(0)).toBe(newest);
});

it('gives an older bar back with everything it came with', () => {
  const quoted = barOf(1, { bid: 9_999, ask: 10_004, revision: 2, availableAt: 3 * MINUTE_US });
  const whole = { ...quoted, nanos: 7, sourceSequence: 12 };
  const ring = afterBars(1, 4);
  ring.push(whole);
  ring.push(barOf(5));
  expect(ring.at(1)).toEqual(whole);
});

it('keeps a side without a quote apart from a quote of nothing', () => {
  const ring = new BarRing(barOf(0), 4);
  ring.push(barOf(1, { bid: 0 }));
  ring.push(barOf(2));
  expect(ring.all().map(({ bid, ask }) => [bid, ask])).toEqual([
    [null, null],
    [0, null],
    [null, null],
  ]);
});

it('refuses a bar of another specification', () => {
  const ring = new BarRing(barOf(0), 4);
  const other = barOf(1, { spec: '5-MINUTE-LAST-EXTERNAL' });
  expect(() => ring.push(other)).toThrow('5-MINUTE-LAST-EXTERNAL');
});

it('takes no more memory than a full ring, however many bars come', () => {
  const bytesOfBar = 14 * 8;
  expect(afterBars(10_000, 100).bytes).toBe(100 * bytesOfBar);
});

it('takes little memory while it holds little', () => {
  expect(afterBars(10, 100_000).bytes).toBeLessThan(10_000);
});

it('keeps no bar it was given but the newest', () => {
  const ring = afterBars(3, 4);
  expect(ring.at(1)).not.toBe(ring.at(1));
});

it('holds what a plain ring of the bars holds', () => {
  const lengths = {
    count: fc.integer({ min: 1, max: 90 }),
    capacity: fc.integer({ min: 1, max: 40 }),
  };
  fc.assert(
    fc.property(fc.record(lengths), ({ count, capacity }) => {
      const plain = new Ring<Bar>(capacity);
      for (let minute = 0; minute < count; minute += 1) plain.push(barOf(minute));
      const ring = afterBars(count, capacity);
      expect(ring.all()).toEqual([...plain]);
      expect(ring.size).toBe(plain.size);
      expect([ring.at(-1), ring.at(0.5), ring.at(plain.size)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }),
  );
});

const half = anAdjustment({ at: 10 * MINUTE_US, denominator: 2n, restates: true });

it('says bars of before anew and leaves those that come after', () => {
  const ring = new BarRing(barOf(0, { open: 101, close: 103, high: 104, low: 99 }), 4);
  ring.restate(half);
  ring.push(barOf(12));
  expect(ring.at(0)?.open).toBe(10_012);
  expect(ring.at(1)).toMatchObject({ open: 50, close: 52, high: 52, low: 50, volume: 1000 });
});

it('leaves a bar that opened after what came later to be known', () => {
  const ring = new BarRing(barOf(11), 4);
  ring.restate(half);
  expect(ring.at(0)?.open).toBe(10_011);
});

it('rounds once, however often a bar is said anew', () => {
  const ring = new BarRing(barOf(0, { open: 101, close: 101, high: 101, low: 101 }), 4);
  ring.restate(half);
  ring.restate(half);
  ring.restate({ ...half, numerator: 4n, denominator: 1n });
  expect(ring.at(0)?.open).toBe(101);
});

it('forgets what was said anew with the bars it was said of', () => {
  const ring = new BarRing(barOf(0), 2);
  for (let minute = 1; minute < 9; minute += 1) {
    ring.restate(half);
    ring.push(barOf(minute));
  }
  expect(ring.all().map(({ open }) => open)).toEqual([10_007 / 2 + 0.5, 10_008]);
});
