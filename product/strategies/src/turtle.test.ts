import { runOnDays, type DayPrices, type DayRun } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Turtle } from './turtle.ts';

const small = { entry: 3, exit: 2, atrPeriod: 2, stopAtrs: 2, addAtrs: 0.5, units: 3 };

function run(closes: readonly number[], values: Readonly<Record<string, unknown>> = {}): DayRun {
  const days = closes.map((close, day): DayPrices => ({ open: closes[day - 1] ?? close, close }));
  const parameters = { ...small, quantity: '10', ...values };
  return runOnDays({ strategy: Turtle, parameters }, days);
}

/** Ranges of 20 a day, then a close above the highest of three days. */
const calm = [10_000, 10_020, 10_000, 10_020, 10_000];
const breakout = [...calm, 10_060];

/** The prices at which the stops at work stand after each change of one. */
function stopsOf({ events }: DayRun): readonly number[] {
  return events.flatMap(({ change }) =>
    change.type === 'updated' && change.terms.type === 'stopMarket' ? [change.terms.trigger] : [],
  );
}

describe('the turtles', () => {
  test('buy where a bar closes above the highest high of the bars before it', () => {
    expect(run([...breakout, 10_070]).fills).toEqual(['day 6 buy 10 @ 10060']);
    expect(run([...calm, 10_020, 10_020]).fills).toEqual([]);
  });

  test('add a unit each half of a range further, up to as many as they may', () => {
    const { fills } = run([...breakout, 10_100, 10_140, 10_180, 10_220, 10_260]);
    expect(fills).toEqual(['day 6 buy 10 @ 10060', 'day 7 buy 10 @ 10100', 'day 8 buy 10 @ 10140']);
  });

  test('move the stops of all units up behind the last one', () => {
    // The range is 20, 20, 20, 20, then 60: 40 on average; two of them below 10100 and 10140.
    const steps = run([...breakout, 10_100, 10_140, 10_180, 10_190]);
    expect(stopsOf(steps)).toEqual([10_020, 10_060, 10_060]);
  });

  test('leave with all units below the lowest low of the last bars', () => {
    const { fills } = run([...breakout, 10_100, 10_140, 10_180, 10_170, 10_150, 10_140, 10_140]);
    expect(fills.slice(3)).toEqual(['day 12 sell 30 @ 10140']);
  });

  test('lose what they risk at their stop', () => {
    const { fills } = run([...breakout, 10_070, 9_000, 9_000], { quantity: '0' });
    // Two percent of 1,000,000.00 rupees over a stop 80 away are 25,000; a fifth of the equity is less.
    expect(fills).toEqual(['day 6 buy 1988 @ 10060', 'day 7 sell 1988 @ 9980']);
    const wide = run([...breakout, 10_070, 9_000, 9_000], {
      quantity: '0',
      percent: 100,
      riskPercent: 0.5,
    });
    expect(wide.fills).toEqual(['day 6 buy 6250 @ 10060', 'day 7 sell 6250 @ 9980']);
    expect(6_250 * 80).toBe(0.005 * 100_000_000);
  });

  test('sell short only where they are told to', () => {
    const falls = [...breakout, 10_070].map((close) => 20_000 - close);
    expect(run(falls).fills).toEqual([]);
    expect(run(falls, { side: 'both' }).fills).toEqual(['day 6 sell 10 @ 9940']);
  });
});
