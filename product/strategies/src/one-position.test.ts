import { runOnDays, type DayPrices, type DayRun } from '@argosy/testkit';
import { MICROS_PER_DAY, toMicros, toQuantity } from 'argosy/core';
import type { OrderEventOf } from 'argosy/engine';
import { noLatency, volumeLimitedFills } from 'argosy/matching';
import { describe, expect, test } from 'vitest';

import { BollingerBounce } from './bollinger-bounce.ts';
import { RsiBreakout } from './rsi-breakout.ts';

const breakout = { period: 2, entry: 60, exit: 45, channel: 3, atrPeriod: 2, stopAtrs: 2 };
const bounce = { period: 4, deviations: 1, stopWidths: 0.5 };
/** Breaks out on day 5, and is bought on day 6. */
const rise = [10_000, 10_010, 9_990, 9_980, 9_970, 10_100, 10_150];
/** Falls through the lower band on day 4, is back on day 5, and is bought on day 6. */
const dip = [10_000, 10_000, 10_000, 10_000, 9_800, 9_850, 9_860];

/** Each day opens where the one before it closed. */
function days(closes: readonly number[]): readonly DayPrices[] {
  return closes.map((close, day) => ({ open: closes[day - 1] ?? close, close }));
}

function runBreakout(
  closes: readonly number[],
  values: Readonly<Record<string, unknown>> = {},
  changes: Parameters<typeof runOnDays>[2] = {},
): DayRun {
  const parameters = { ...breakout, quantity: '10', ...values };
  return runOnDays({ strategy: RsiBreakout, parameters }, days(closes), changes);
}

function runBounce(
  closes: readonly number[],
  values: Readonly<Record<string, unknown>> = {},
  changes: Parameters<typeof runOnDays>[2] = {},
): DayRun {
  const parameters = { ...bounce, quantity: '10', ...values };
  return runOnDays({ strategy: BollingerBounce, parameters }, days(closes), changes);
}

const changesOf = ({ events }: DayRun): readonly string[] =>
  events.map(({ order, change }) => `${order.slice(-1)} ${change.type}`);
const mirrored = (closes: readonly number[]): readonly number[] =>
  closes.map((close) => 20_000 - close);

/** What the fills of a run leave held. */
function heldAfter({ fills }: DayRun): number {
  return fills.reduce((held, line) => {
    const [, , side, qty] = line.split(' ');
    return held + (side === 'buy' ? 1 : -1) * Number(qty);
  }, 0);
}

describe('RSI breakout', () => {
  test('buys a breakout at the next open and sells when the strength is gone', () => {
    const { fills } = runBreakout([...rise, 10_200, 10_190, 10_150, 10_140]);
    expect(fills).toEqual(['day 6 buy 10 @ 10100', 'day 10 sell 10 @ 10150']);
  });

  test('sells at its stop, two average ranges below the close it decided on', () => {
    // Ranges 0, 10 | 20, 10, 10, 130 smoothed by halves from their mean of 5: 70.625; 10100 - 141.25.
    expect(runBreakout([...rise, 9_000]).fills).toEqual([
      'day 6 buy 10 @ 10100',
      'day 7 sell 10 @ 9959',
    ]);
  });

  test('lets strength below the highest high go by', () => {
    expect(runBreakout([10_000, 10_200, 10_190, 10_180, 10_170, 10_185, 10_186]).fills).toEqual([]);
  });

  test('lets a new high go by when the strength was there before', () => {
    expect(runBreakout([10_000, 10_010, 10_020, 10_030, 10_040, 10_050]).fills).toEqual([]);
  });

  test('sells short only where it is told to', () => {
    expect(runBreakout(mirrored(rise)).fills).toEqual([]);
    expect(runBreakout(mirrored(rise), { side: 'both' }).fills).toEqual(['day 6 sell 10 @ 9900']);
  });
});

describe('Bollinger bounce', () => {
  test('buys back inside the bands and sells at the middle, which moves', () => {
    // The middle of 10000, 9800, 9850, 9860 is 9877.5, on day 7.
    const { fills } = runBounce([...dip, 9_950]);
    expect(fills).toEqual(['day 6 buy 10 @ 9850', 'day 7 sell 10 @ 9878']);
  });

  test('sells at its stop, half a width below the close it decided on', () => {
    // The deviation of 10000, 10000, 9800, 9850 is 89.27, as is half of the width: 9850 - 89.27.
    expect(runBounce([...dip, 9_000]).fills.slice(0, 2)).toEqual([
      'day 6 buy 10 @ 9850',
      'day 7 sell 10 @ 9761',
    ]);
  });

  test('lets a close that is still below the band go by', () => {
    expect(runBounce([...dip.slice(0, 5), 9_700, 9_500, 9_200]).fills).toEqual([]);
  });

  test('lets a bounce that is past the middle already go by', () => {
    expect(runBounce([...dip.slice(0, 5), 9_960, 9_960, 9_960]).fills).toEqual([]);
  });

  test('sells short only where it is told to', () => {
    expect(runBounce(mirrored(dip)).fills).toEqual([]);
    expect(runBounce(mirrored(dip), { side: 'both' }).fills).toEqual(['day 6 sell 10 @ 10150']);
  });
});

describe('one position, when things go wrong', () => {
  test('goes on after a refused entry with neither position nor order', () => {
    const least = { default: toQuantity(5), byInstrument: new Map() };
    const run = runBreakout(rise, {}, { limits: { maxOrderQty: least } });
    expect(changesOf(run)).toEqual(['0 initialized', '1 initialized', '0 denied', '1 denied']);
  });

  test('keeps the stop where a target may not be moved', () => {
    const run = runBounce(
      [...dip.slice(0, 6), 9_900, 9_000],
      {},
      { limits: { maxPriceDistanceBps: 1 } },
    );
    expect(changesOf(run)).toContain('1 modifyRejected');
    expect(run.fills.slice(0, 2)).toEqual(['day 6 buy 10 @ 9850', 'day 7 sell 10 @ 9761']);
  });

  test.each([
    ['RsiBreakout', runBreakout, [...rise, 9_000, 9_000, 9_000, 9_000]],
    ['BollingerBounce', runBounce, [...dip, 9_700, 9_000, 8_000, 6_000]],
  ] as const)('%s sells what a half-filled entry has bought, and no more', (_, run, closes) => {
    const fills = volumeLimitedFills({ share: 0.1, roundToLot: false });
    const half = run(closes, { quantity: '1000' }, { venue: { fills } });
    const bought = half.fills.filter((line) => line.includes('buy'));
    expect(bought.length).toBeGreaterThan(0);
    expect(bought.length).toBeLessThan(10);
    expect(heldAfter(half)).toBe(0);
  });

  test('gives up what an entry has not filled within a bar', () => {
    const fills = volumeLimitedFills({ share: 0.1, roundToLot: false });
    const calm = [...rise, 10_160, 10_170, 10_180];
    const run = runBreakout(calm, { quantity: '1000', atStop: 'keep' }, { venue: { fills } });
    expect(run.fills.every((line) => /^day [67] buy/.test(line))).toBe(true);
    expect(changesOf(run)).toContain('0 canceled');
    expect(changesOf(run)).not.toContain('1 canceled');
  });

  test('closes once where its cancel crosses a fill of the stop', () => {
    const cancel = toMicros(1.5 * MICROS_PER_DAY);
    const venue = { latency: { ...noLatency, cancel } };
    const run = runBreakout([...rise, 10_200, 10_190, 10_150, 9_000, 9_000, 9_000], {}, { venue });
    expect(changesOf(run)).toContain('1 filled');
    expect(changesOf(run)).toContain('1 pendingCancel');
    expect(run.fills).toEqual(['day 6 buy 10 @ 10100', 'day 10 sell 10 @ 9959']);
  });

  test('keeps its stop where it may send no more messages', () => {
    const strategyRate = { count: 1, within: toMicros(2 * MICROS_PER_DAY) };
    const run = runBreakout([...rise, 10_200, 10_250], {}, { limits: { strategyRate } });
    expect(changesOf(run)).not.toContain('1 denied');
    expect(changesOf(run)).toContain('1 accepted');
    expect(run.fills).toEqual(['day 6 buy 10 @ 10100']);
  });

  test('closes what it holds at once where its stop is cancelled', () => {
    class WithoutStop extends RsiBreakout {
      override onOrderAccepted({ order }: OrderEventOf<'accepted'>): void {
        const isStop = this.cache.order(order)?.request.terms.type === 'stopMarket';
        if (isStop) this.orders.cancel(order);
      }
    }
    const parameters = { ...breakout, quantity: '10' };
    const { fills } = runOnDays({ strategy: WithoutStop, parameters }, days(rise));
    expect(fills).toEqual(['day 6 buy 10 @ 10100', 'day 6 sell 10 @ 10100']);
  });

  test('refuses a quantity below zero', () => {
    expect(() => runBreakout(rise, { quantity: '-1' })).toThrow('quantity is below zero');
  });
});
