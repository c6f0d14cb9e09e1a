// An order that may only reduce. It never does more than close its position: it shrinks when the
// position does, ends when there is none, and is denied where there never was one. Without it a
// forgotten stop turns a position round: here half is sold by hand before the stop fires.
import { marginAccount } from 'argosy/backtest';
import { money, toAccountId, toCurrency, toQuantity } from 'argosy/core';
import { parameter, Strategy } from 'argosy/engine';

import { quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const rupees = money(100_000_00n, toCurrency('INR'));
const account = marginAccount(toAccountId('MARGIN'), rupees, { margin: '2' });

const market = `
  1 100.00 100.05 1000
  2 100.00 100.05 1000
  3 100.00 100.05 1000
  4  99.00  99.05 1000
  5  99.00  99.05 1000`;

const parameters = { reduceOnly: parameter.flag({ default: true }) };

class ForgottenStop extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const second = secondOf(this.clock.now);
    const all = { instrument: sbin.id, qty: toQuantity(100) } as const;
    const half = { instrument: sbin.id, qty: toQuantity(50) } as const;
    const trigger = this.context.price(sbin.id, '99.50');
    const { reduceOnly } = this.parameters;
    const stop = { ...all, side: 'sell', trigger, reduceOnly, tag: 'stop' } as const;
    if (second === 1) this.orders.submit(this.orders.market({ ...all, side: 'buy', tag: 'buy' }));
    if (second === 2) this.orders.submit(this.orders.stopMarket(stop));
    if (second === 3)
      this.orders.submit(this.orders.market({ ...half, side: 'sell', tag: 'half' }));
    if (second === 5) this.log.info(`holds ${this.portfolio.qty(sbin.id)}`);
  }
}

export function runReduceOnly(): readonly Told[] {
  return [false, true].map((reduceOnly) =>
    runAndTell(reduceOnly ? 'reduce-only' : 'ordinary', {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [account],
      strategies: [
        { id: 'stop', strategy: ForgottenStop, account: account.id, parameters: { reduceOnly } },
      ],
    }),
  );
}
