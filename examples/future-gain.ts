// A future moves only its gain. Nothing is paid when it is bought: the account binds a margin, here a
// tenth of the contract's value, and the cash stays where it is. What it has gained or lost is paid
// when it is closed. A contract of 50 units is worth 50 times its price.
import { marginAccount } from 'argosy/backtest';
import {
  formatMoney,
  minutes,
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Future } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { feePerShare } from 'argosy/matching';

import { quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const nifty: Future = {
  ...sbin,
  kind: 'future',
  exchange: 'NFO',
  multiplier: 50n,
  id: toInstrumentId('NIFTY-FUT.NFO'),
  underlying: toInstrumentId('NIFTY.NSE'),
  expiresAt: toTimestamp(minutes(1)),
};
const rupees = money(500_000_00n, toCurrency('INR'));
const account = marginAccount(toAccountId('MARGIN'), rupees, { carryForward: '10' });

const market = `
  1 24000.00 24000.00 100
  2 24000.00 24000.00 100
  3 24100.00 24100.00 100
  4 23950.00 23950.00 100
  5 23950.00 23950.00 100`;

class TwoContracts extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(nifty.id);
  }

  override onQuote(): void {
    const figures = [this.portfolio.cash(), this.portfolio.equity(), this.portfolio.freeFunds()];
    const [cash, equity, free] = figures.map((figure) => formatMoney(figure, 2));
    this.log.info(`cash ${cash}, worth ${equity}, free ${free}`);
    const of = { instrument: nifty.id, side: 'buy', qty: toQuantity(2), tag: 'two' } as const;
    if (secondOf(this.clock.now) === 1) this.orders.submit(this.orders.market(of));
    if (this.clock.now === 4_000_000) this.orders.close(nifty.id);
  }
}

export function runFutureGain(): readonly Told[] {
  return [
    runAndTell('future', {
      instruments: [nifty],
      sources: [quotesOf(nifty, market)],
      accounts: [account],
      strategies: [{ id: 'two', strategy: TwoContracts, account: account.id }],
      venue: { fees: feePerShare('20') },
    }),
  ];
}
