import { runOnDays, type DayPrices, type DayRun } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { BollingerBounce } from './bollinger-bounce.ts';

const small = { period: 5, deviations: 1, stopWidths: 0.5, quantity: '10' };

/** Each day opens where the one before it closed. */
function run(closes: readonly number[], values: Readonly<Record<string, unknown>> = {}): DayRun {
  const days = closes.map((close, day): DayPrices => ({ open: closes[day - 1] ?? close, close }));
  return runOnDays({ strategy: BollingerBounce, parameters: { ...small, ...values } }, days);
}

/** Calm, a fall through the lower band on day 6, and a close inside again below the middle on day 7. */
const dip = [10_000, 10_020, 10_000, 10_020, 10_000, 9_900, 9_960];

describe('the Bollinger bounce', () => {
  test('buys where a close comes back inside the lower band, below the middle', () => {
    expect(run([...dip, 9_960]).fills).toEqual(['day 7 buy 10 @ 9960']);
  });

  test('does not buy the fall itself, nor a close that comes back above the middle', () => {
    expect(run([...dip.slice(0, 6), 9_900]).fills).toEqual([]);
    expect(run([...dip.slice(0, 6), 10_010, 10_010, 10_010]).fills).toEqual([]);
  });

  test('sells at the middle of the bands', () => {
    // The middle of the five closes up to day 8: 9968.
    const { fills } = run([...dip, 9_960, 10_050, 10_050]);
    expect(fills).toEqual(['day 7 buy 10 @ 9960', 'day 8 sell 10 @ 9968']);
  });

  test('has a stop half a width of the bands below the close it decided on', () => {
    // Day 7: 10000, 10020, 10000, 9900 and 9960 deviate by 42.7 from their mean; 9960 - 42.7.
    const { fills } = run([...dip, 9_800, 9_800]);
    expect(fills).toEqual(['day 7 buy 10 @ 9960', 'day 7 sell 10 @ 9917']);
  });

  test('sells short only where it is told to', () => {
    const spike = [...dip, 9_960].map((close) => 20_000 - close);
    expect(run(spike).fills).toEqual([]);
    expect(run(spike, { side: 'both' }).fills).toEqual(['day 7 sell 10 @ 10040']);
  });
});
