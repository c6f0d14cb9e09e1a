// More than one currency. A share in dollars is paid in dollars: a cash account needs some to buy it.
// A margin account does not: it binds rupees, converted through a currency pair whose prices the run
// has, and owes the dollars. Either way equity is one sum in the account's own currency, at the
// pair's price of the moment: when the dollar rises, so does it. A pair is held like a share, so money is
// changed by hand: one currency goes out and the other comes in, at the rate of whoever changes it.
import { cashAccount, marginAccount, type TimedCommand } from 'argosy/backtest';
import {
  formatMoney,
  money,
  toAccountId,
  toCurrency,
  seconds,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { CurrencyPair, Equity } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const dollar = toCurrency('USD');
const rupees = money(100_000_00n, toCurrency('INR'));
const dollars = money(600_00n, dollar);
const share: Equity = { ...sbin, id: toInstrumentId('ACME.US'), exchange: 'US', currency: dollar };
const pair: CurrencyPair = {
  ...sbin,
  kind: 'currencyPair',
  base: dollar,
  tick: toPrice(1),
  id: toInstrumentId('USDINR.FX'),
  exchange: 'FX',
};

const rupeesOnly = cashAccount(toAccountId('RUPEES'), rupees);
const accounts = [
  rupeesOnly,
  { ...rupeesOnly, id: toAccountId('CHANGED') },
  { ...rupeesOnly, id: toAccountId('BOTH'), balances: [rupees, dollars] },
  marginAccount(toAccountId('MARGIN'), rupees, { margin: '2' }),
];

/** 50,400 rupees become 600 dollars, at 84.00 each. */
const change = { account: 'CHANGED', at: toTimestamp(seconds(2)) } as const;
const commands: readonly TimedCommand[] = [
  { ...change, type: 'withdraw', amount: money(50_400_00n, rupees.currency) },
  { ...change, type: 'deposit', amount: dollars },
];

class BuysAbroad extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(share.id);
  }

  override onQuote(): void {
    const [equity, free] = [this.portfolio.equity(), this.portfolio.freeFunds(dollar)];
    this.log.info(`worth ${formatMoney(equity, 2)} INR, has ${formatMoney(free, 2)} USD to spend`);
    if (secondOf(this.clock.now) !== 3) return;
    const of = { instrument: share.id, side: 'buy', qty: toQuantity(10), tag: 'ACME' } as const;
    this.orders.submit(this.orders.market(of));
  }
}

export function runTwoCurrencies(): readonly Told[] {
  const pairQuotes = quotesOf(
    pair,
    `2 84.00 84.00 100000
     5 86.00 86.00 100000`,
  );
  const shareQuotes = quotesOf(
    share,
    `3 49.95 50.00 1000
     4 50.00 50.05 1000
     6 50.00 50.05 1000`,
  );
  return accounts.map((account) =>
    runAndTell(account.id, {
      instruments: [share, pair],
      sources: [pairQuotes, shareQuotes],
      accounts: [account],
      strategies: [{ id: 'abroad', strategy: BuysAbroad, account: account.id }],
      commands: commands.filter((command) => command.account === account.id),
    }),
  );
}
