// A price that is reckoned from two others: what one share costs beyond half of another. It has a bid, what the whole
// could be sold for, and an ask, what it could be bought for. The strategy listens to it and trades its two legs.
import { marginAccount } from 'argosy/backtest';
import {
  formatScaled,
  money,
  seconds,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
} from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const icici = { ...sbin, id: toInstrumentId('ICICI.NSE') };
const spread = toInstrumentId('SPREAD.NSE');
const rupees = money(100_000_00n, toCurrency('INR'));
const account = marginAccount(toAccountId('MARGIN'), rupees, { margin: '2' });

const own = `
  1 800.00 800.05 100
  3 801.00 801.05 100
  5 804.00 804.05 100
  7 802.00 802.05 100
  20 803.00 803.05 100`;
const other = `
  2 1200.00 1200.10 100
  4 1202.00 1202.10 100
  6 1200.00 1200.10 100
  8 1199.00 1199.10 100`;

class Legs extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(spread);
  }

  override onQuote({ bid, ask }: Quote): void {
    this.log.info(`spread ${formatScaled(bid, 3)} to ${formatScaled(ask, 3)}`);
    const isIn = this.portfolio.positions().length > 0;
    // In when it is wide, out when it is narrow; whole paise do for that.
    if (!isIn && bid > 203_000) this.#send('sell', 'buy');
    else if (isIn && ask < 202_600) this.#send('buy', 'sell');
  }

  #send(side: 'buy' | 'sell', against: 'buy' | 'sell'): void {
    const legs = [
      { instrument: sbin.id, side, qty: toQuantity(20), tag: 'SBIN' },
      { instrument: icici.id, side: against, qty: toQuantity(10), tag: 'ICICI' },
    ];
    for (const leg of legs) this.orders.submit(this.orders.market(leg));
  }
}

export function runSpreadOfTwo(): readonly Told[] {
  return [
    runAndTell('spread', {
      instruments: [sbin, icici],
      sources: [quotesOf(sbin, own), quotesOf(icici, other)],
      series: [
        {
          kind: 'formula',
          id: spread,
          formula: 'SBIN.NSE - ICICI.NSE / 2',
          staleAfter: seconds(10),
          pricePrecision: 3,
        },
      ],
      accounts: [account],
      strategies: [{ id: 'legs', strategy: Legs, account: account.id }],
    }),
  ];
}
