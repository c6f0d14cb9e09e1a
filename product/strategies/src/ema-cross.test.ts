import { aQuote, anInstrument } from '@argosy/testkit';
import {
  arraySource,
  cashAccount,
  runBacktest,
  type FillRow,
  type VenueModels,
} from 'argosy/backtest';
import { money, toAccountId, toCurrency, toPrice, toTimestamp } from 'argosy/core';
import { volumeLimitedFills } from 'argosy/matching';
import { expect, it } from 'vitest';

import { EmaCross } from './ema-cross.ts';

const instrument = anInstrument();

function fillsOver(
  mids: readonly number[],
  { venue = {}, fast = 1 }: { readonly venue?: VenueModels; readonly fast?: number } = {},
): readonly string[] {
  const quotes = mids.map((mid, place) => {
    const at = toTimestamp(1_000_000 * (place + 1));
    const [bid, ask] = [toPrice(mid - 5), toPrice(mid + 5)];
    return { ...aQuote(), bid, ask, eventAt: at, availableAt: at, sourceSequence: place };
  });
  const fills: string[] = [];
  const fill = ({ request, fill: made }: FillRow): void => {
    fills.push(`${made.at / 1_000_000} ${request.side} ${made.qty} @ ${made.price}`);
  };
  const account = cashAccount(toAccountId('A1'), money(100_000_000n, toCurrency('INR')));
  const parameters = { instrument: instrument.id, fast, slow: 2, quantity: '10' };
  const strategies = [{ id: 'ema', strategy: EmaCross, parameters, account: 'A1' }];
  const sources = [arraySource('quotes', quotes)];
  const instruments = [instrument];
  runBacktest({ instruments, sources, accounts: [account], strategies, venue }, { fill });
  return fills;
}

it('buys at the ask when the fast average crosses over, sells at the bid when it falls back', () => {
  expect(fillsOver([10_000, 10_000, 10_100, 10_200, 10_000])).toEqual([
    '3 buy 10 @ 10105',
    '5 sell 10 @ 9995',
  ]);
});

it('does nothing before the slow average is ready', () => {
  expect(fillsOver([10_000])).toEqual([]);
});

it('never sells what it does not hold', () => {
  expect(fillsOver([10_000, 9_900, 9_800, 9_700])).toEqual([]);
});

it('sells what a partly filled buy has brought, and no more', () => {
  const fills = fillsOver([10_000, 10_000, 10_100, 10_200, 9_900, 9_800, 9_700, 9_600], {
    venue: { fills: volumeLimitedFills({ share: 0.01, roundToLot: false }) },
  });
  expect(fills).toEqual([
    '3 buy 1 @ 10105',
    '4 buy 1 @ 10205',
    '5 buy 1 @ 9905',
    '6 sell 1 @ 9795',
    '7 sell 1 @ 9695',
    '8 sell 1 @ 9595',
  ]);
});

it('refuses a fast average that is no faster than the slow one', () => {
  expect(() => fillsOver([10_000], { fast: 2 })).toThrow('fast is 2, expected below slow');
});
