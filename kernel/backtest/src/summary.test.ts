import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { feePerShare } from 'argosy/matching';
import { aPair, aQuote, anInstrument } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import { arraySource } from './source.ts';

const dollar = toCurrency('USD');
const rupees = money(100_000_00n, toCurrency('INR'));
const share = anInstrument({ id: toInstrumentId('ACME.US'), currency: dollar });
const pair = aPair({ id: toInstrumentId('USDINR.FX'), base: dollar, currency: rupees.currency });

test('charges paid in another currency count in the account’s own', () => {
  class BuysTen extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(share.id);
    }

    override onQuote(): void {
      if (this.portfolio.qty(share.id) > 0) return;
      const of = { instrument: share.id, side: 'buy', qty: toQuantity(10) } as const;
      this.orders.submit(this.orders.market(of));
    }
  }
  const at = (second: number) => ({ at: toTimestamp(second * 1_000_000) });
  const account = marginAccount(toAccountId('A1'), rupees);
  const { accounts } = runBacktest({
    instruments: [share, pair],
    sources: [
      arraySource('pair', [aQuote({ ...at(1), instrument: pair.id, bid: 80_0000, ask: 80_0000 })]),
      arraySource('share', [aQuote({ ...at(2), instrument: share.id, bid: 5000, ask: 5000 })]),
    ],
    accounts: [account],
    strategies: [{ id: 's', strategy: BuysTen, account: account.id }],
    venue: { fees: feePerShare('0.10') },
  });
  const [one] = accounts;
  expect(one?.charges).toEqual(money(80_00n, rupees.currency));
  expect(one?.equity).toEqual(money(100_000_00n - 80_00n, rupees.currency));
});
