import { runOnDays, type DayPrices, type DayRun } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { RsiBreakout } from './rsi-breakout.ts';

const small = { period: 2, channel: 3, atrPeriod: 2, stopAtrs: 2, quantity: '10' };

/** Each day opens where the one before it closed. */
function run(closes: readonly number[], values: Readonly<Record<string, unknown>> = {}): DayRun {
  const days = closes.map((close, day): DayPrices => ({ open: closes[day - 1] ?? close, close }));
  return runOnDays({ strategy: RsiBreakout, parameters: { ...small, ...values } }, days);
}

/** To and fro, down once more, and then above the highest of three days with an RSI that rises over 60. */
const calm = [10_000, 10_020, 10_000, 10_020, 10_000];
const breakout = [...calm, 10_060];

describe('the RSI breakout', () => {
  test('buys where the RSI rises above its level on a close above the channel', () => {
    expect(run([...breakout, 10_060]).fills).toEqual(['day 6 buy 10 @ 10060']);
  });

  test('does not buy strength within the channel, nor a breakout without strength', () => {
    expect(run([...calm, 10_018, 10_018]).fills).toEqual([]);
    expect(run([...breakout, 10_060], { entry: 99 }).fills).toEqual([]);
  });

  test('does not buy a strength that was there before', () => {
    const rising = [10_000, 10_020, 10_040, 10_060, 10_080, 10_100, 10_120, 10_140];
    expect(run(rising).fills).toEqual([]);
  });

  test('sells once the RSI closes below its exit', () => {
    const { fills } = run([...breakout, 10_060, 10_020, 10_020]);
    expect(fills).toEqual(['day 6 buy 10 @ 10060', 'day 8 sell 10 @ 10020']);
  });

  test('has a stop two average ranges below the close it decided on', () => {
    // Ranges of 20 up to day 5 and 60 on day 6: 40 on average; 10060 - 80.
    const { fills } = run([...breakout, 9_900, 9_900]);
    expect(fills).toEqual(['day 6 buy 10 @ 10060', 'day 6 sell 10 @ 9980']);
  });

  test('sells short only where it is told to', () => {
    const falls = [...breakout, 10_060].map((close) => 20_000 - close);
    expect(run(falls).fills).toEqual([]);
    expect(run(falls, { side: 'both' }).fills).toEqual(['day 6 sell 10 @ 9940']);
  });
});
