import { aQuote, anInstrument } from '@argosy/testkit';
import { arraySource, cashAccount, runBacktest, type FillRow } from 'argosy/backtest';
import { money, toAccountId, toCurrency, toPrice, toTimestamp } from 'argosy/core';
import { expect, it } from 'vitest';

import { EmaCross } from './ema-cross.ts';

const instrument = anInstrument();

function fillsOver(mids: readonly number[]): readonly string[] {
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
  const parameters = { instrument: instrument.id, fast: 1, slow: 2, quantity: '10' };
  const strategies = [{ id: 'ema', strategy: EmaCross, parameters, account: 'A1' }];
  const sources = [arraySource('quotes', quotes)];
  runBacktest({ instruments: [instrument], sources, accounts: [account], strategies }, { fill });
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
