import { runOnDays, type DayPrices, type DayRun } from '@argosy/testkit';
import { toQuantity } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { Grid } from './grid.ts';

const small = { spacing: 1, levels: 2, rest: 2, quantity: '10' };

function run(closes: readonly number[], values: Readonly<Record<string, unknown>> = {}): DayRun {
  const days = closes.map((close, day): DayPrices => ({ open: closes[day - 1] ?? close, close }));
  return runOnDays({ strategy: Grid, parameters: { ...small, ...values } }, days);
}

describe('a grid', () => {
  test('buys a step below the price, sells a step higher, and lays that level anew', () => {
    // Around 10000 its levels are 9900 and 9800, its stop 9700.
    expect(run([10_000, 9_890, 10_000, 9_890, 10_000]).fills).toEqual([
      'day 1 buy 10 @ 9900',
      'day 2 sell 10 @ 10000',
      'day 3 buy 10 @ 9900',
      'day 4 sell 10 @ 10000',
    ]);
  });

  test('fills further levels on the way down, each with its own target', () => {
    expect(run([10_000, 9_790, 9_910]).fills).toEqual([
      'day 1 buy 10 @ 9900',
      'day 1 buy 10 @ 9800',
      'day 2 sell 10 @ 9900',
    ]);
  });

  test('gives up all of it at one stop, a step below the lowest level, and rests', () => {
    const { fills } = run([10_000, 9_790, 9_600, 9_590, 9_580, 9_570]);
    expect(fills).toEqual([
      'day 1 buy 10 @ 9900',
      'day 1 buy 10 @ 9800',
      'day 2 sell 10 @ 9700',
      'day 2 sell 10 @ 9700',
    ]);
  });

  test('is laid anew around the price after its rest', () => {
    // Rests on days 2 and 3; laid around 9500 on day 4, with levels at 9405 and 9310.
    const { fills } = run([10_000, 9_600, 9_600, 9_500, 9_500, 9_400, 9_500]);
    expect(fills.slice(4)).toEqual(['day 5 buy 10 @ 9405', 'day 6 sell 10 @ 9500']);
  });

  test('follows a price that has gone up a step while it holds nothing', () => {
    // 10110 is more than a step above 10000: the old levels are taken back, new ones laid around 10120.
    const { fills, events } = run([10_000, 10_110, 10_120, 10_010, 10_120]);
    expect(events.filter(({ change }) => change.type === 'canceled')).not.toHaveLength(0);
    expect(fills).toEqual(['day 3 buy 10 @ 10019', 'day 4 sell 10 @ 10120']);
  });

  test('never has more than one entry at work for a level', () => {
    const { events } = run([10_000, 9_990, 9_980, 9_970, 9_960, 9_950]);
    const entries = events.filter(
      ({ change }) => change.type === 'accepted' || change.type === 'submitted',
    );
    expect(new Set(entries.map(({ order }) => order)).size).toBe(2);
  });

  test('asks again only after its rest where an order is refused', () => {
    const maxOrderQty = { default: toQuantity(5), byInstrument: new Map() };
    const { events } = runOnDays(
      { strategy: Grid, parameters: small },
      Array.from({ length: 8 }, () => ({ open: 10_000, close: 10_000 })),
      { limits: { maxOrderQty } },
    );
    const denied = events.filter(({ change }) => change.type === 'denied');
    // Three orders a level: on days 0, 3 and 6.
    expect(denied).toHaveLength(18);
  });

  test('refuses steps that reach down to zero', () => {
    expect(() => run([10_000], { spacing: 40 })).toThrow(
      '3 steps of 40 percent reach down to zero',
    );
  });
});
