import { aBar, anInstrument } from '@argosy/testkit';
import {
  arraySource,
  cashAccount,
  runBacktest,
  type FillRow,
  type VenueModels,
} from 'argosy/backtest';
import { MICROS_PER_DAY, money, toAccountId, toCurrency, toPrice, toTimestamp } from 'argosy/core';
import { toBarSpecText, type Bar } from 'argosy/domain';
import { volumeLimitedFills } from 'argosy/matching';
import { expect, it } from 'vitest';

import { EmaCrossBars } from './ema-cross-bars.ts';

const instrument = anInstrument();
const spec = toBarSpecText(`${instrument.id}-1-DAY-LAST-EXTERNAL`);

function dayBar(price: number, day: number): Bar {
  const [opensAt, closesAt] = [day * MICROS_PER_DAY, (day + 1) * MICROS_PER_DAY];
  const [open, close] = [toPrice(price), toPrice(price)];
  return {
    ...aBar(),
    instrument: instrument.id,
    spec,
    open,
    high: open,
    low: open,
    close,
    opensAt: toTimestamp(opensAt),
    closesAt: toTimestamp(closesAt),
    eventAt: toTimestamp(closesAt),
    availableAt: toTimestamp(closesAt),
    sourceSequence: day,
  };
}

function fillsOver(
  prices: readonly number[],
  { venue = {}, fast = 1 }: { readonly venue?: VenueModels; readonly fast?: number } = {},
): readonly string[] {
  const fills: string[] = [];
  const fill = ({ request, fill: made }: FillRow): void => {
    fills.push(`day ${made.at / MICROS_PER_DAY} ${request.side} ${made.qty} @ ${made.price}`);
  };
  const account = cashAccount(toAccountId('A1'), money(1_000_000n, toCurrency('INR')));
  const parameters = { instrument: instrument.id, bars: spec, fast, slow: 2, percent: 50 };
  const strategies = [{ id: 'ema', strategy: EmaCrossBars, parameters, account: 'A1' }];
  const sources = [arraySource('bars', prices.map(dayBar))];
  const instruments = [instrument];
  runBacktest({ instruments, sources, accounts: [account], strategies, venue }, { fill });
  return fills;
}

it('decides on a close and trades at the next open', () => {
  expect(fillsOver([10_000, 10_000, 10_100, 10_200, 9_000, 8_900])).toEqual([
    'day 3 buy 49 @ 10200',
    'day 5 sell 49 @ 8900',
  ]);
});

it('buys nothing when a share of the cash does not pay for one unit', () => {
  expect(fillsOver([600_000, 600_000, 700_000, 710_000])).toEqual([]);
});

it('gives up the rest of a buy when the averages cross back, and sells what it has', () => {
  // 5 fill at each of a bar's points, of the 49 it wants.
  const venue = { fills: volumeLimitedFills({ share: 0.02, roundToLot: false }) };
  const prices = [10_000, 10_000, 10_100, 10_200, 9_000, 8_900, 8_800, 8_700, 8_600, 8_500, 8_400];
  const fills = fillsOver(prices, { venue });
  const total = (side: string): number =>
    fills.reduce((sum, line) => sum + (line.includes(side) ? Number(line.split(' ')[3]) : 0), 0);
  expect(total('buy')).toBeGreaterThan(0);
  expect(total('buy')).toBeLessThan(49);
  expect(total('sell')).toBe(total('buy'));
});

it('refuses a fast average that is no faster than the slow one', () => {
  expect(() => fillsOver([10_000], { fast: 2 })).toThrow('fast is 2, expected below slow');
});
