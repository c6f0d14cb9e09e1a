import { runOnDays, type DayPrices, type DayRun } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { MacdTrend } from './macd-trend.ts';

const small = { fast: 2, slow: 4, signal: 2, trend: 5, atrPeriod: 2, stopAtrs: 2, quantity: '10' };

/** Each day opens where the one before it closed. */
function run(closes: readonly number[], values: Readonly<Record<string, unknown>> = {}): DayRun {
  const days = closes.map((close, day): DayPrices => ({ open: closes[day - 1] ?? close, close }));
  return runOnDays({ strategy: MacdTrend, parameters: { ...small, ...values } }, days);
}

/** Rises, rests until the MACD is below its signal line, and rises again above the long average. */
const pushes = [10_000, 10_100, 10_200, 10_300, 10_400, 10_450, 10_450, 10_440, 10_600, 10_700];

describe('MACD trend', () => {
  test('buys once the MACD crosses above its signal line over a rising market', () => {
    expect(run(pushes).fills).toEqual(['day 9 buy 10 @ 10600']);
  });

  test('sells once the MACD is below its signal line again', () => {
    expect(run([...pushes, 10_710, 10_700]).fills).toEqual([
      'day 9 buy 10 @ 10600',
      'day 11 sell 10 @ 10710',
    ]);
  });

  test('lets a push below the long average go by', () => {
    const falling = [11_000, 10_800, 10_600, 10_400, 10_200, 10_000, 9_800, 9_790, 9_800, 9_810];
    expect(run(falling).fills).toEqual([]);
  });

  test('has a stop two average ranges below the close it decided on', () => {
    // Ranges of 100 up to day 4, then 50, 0, 10, 160, each smoothed by halves: 91.875; 10600 - 183.75.
    const { fills } = run([...pushes, 9_000]);
    expect(fills).toEqual(['day 9 buy 10 @ 10600', 'day 10 sell 10 @ 10416']);
  });

  test('is sized by what it loses at its stop', () => {
    // One percent of a million rupees is 1,000,000 paise; the stop is 184 away.
    const { fills } = run(pushes, { quantity: '0', riskPercent: 1 });
    expect(fills).toEqual(['day 9 buy 5434 @ 10600']);
    const shares = Number(fills[0]?.split(' ')[3]);
    expect(shares * 184).toBeLessThanOrEqual(1_000_000);
  });

  test('puts no more than its share into a position, however near the stop is', () => {
    const { fills } = run(pushes, { quantity: '0', riskPercent: 20, percent: 50 });
    expect(fills).toEqual(['day 9 buy 4716 @ 10600']);
  });

  test('sells short only where it is told to', () => {
    const falls = pushes.map((close) => 21_000 - close);
    expect(run(falls).fills).toEqual([]);
    expect(run(falls, { side: 'both' }).fills).toEqual(['day 9 sell 10 @ 10400']);
  });

  test('refuses a fast average that is not faster', () => {
    expect(() => run(pushes, { fast: 4 })).toThrow('fast is 4, expected below slow, which is 4');
  });
});
