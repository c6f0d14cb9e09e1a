// Long and short at once. In a netting book there is one position in an instrument: a sale shrinks
// what a purchase has built. In a hedging book every entry opens a position of its own, named after
// its order, and an exit names the one it closes. Each keeps its own cost and its own profit.
import { marginAccount } from 'argosy/backtest';
import { money, toAccountId, toCurrency, toQuantity } from 'argosy/core';
import type { PositionEvent } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const rupees = money(100_000_00n, toCurrency('INR'));
const account = marginAccount(toAccountId('MARGIN'), rupees, { margin: '2' });

const market = `
  1 100.00 100.05 1000
  2 101.00 101.05 1000
  3 102.00 102.05 1000
  4 102.00 102.05 1000`;

class BothWays extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const of = { instrument: sbin.id, qty: toQuantity(30) } as const;
    const second = secondOf(this.clock.now);
    if (second === 1) {
      this.orders.submit(this.orders.market({ ...of, side: 'buy', tag: 'long' }));
    }
    if (second === 2) {
      this.orders.submit(this.orders.market({ ...of, side: 'sell', tag: 'short' }));
    }
    if (second === 3) this.#closeTheLongOne();
  }

  #closeTheLongOne(): void {
    const long = this.portfolio.positions().find(({ qty }) => qty > 0);
    const id = long?.key.id ?? null;
    if (id === null) return this.log.info('no position of its own to close');
    const of = { instrument: sbin.id, side: 'sell', qty: toQuantity(30), position: id } as const;
    this.orders.submit(this.orders.market({ ...of, reduceOnly: true, tag: 'close long' }));
  }

  override onPositionEvent({ qty, realised }: PositionEvent): void {
    const book = this.portfolio.positions().map((one) => one.qty);
    this.log.info(
      `a position is ${qty}, realised ${realised.amount}; the book: ${book.join(', ')}`,
    );
  }
}

export function runHedgingPositions(): readonly Told[] {
  return (['netting', 'hedging'] as const).map((mode) =>
    runAndTell(mode, {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [{ ...account, mode }],
      strategies: [{ id: 'both', strategy: BothWays, account: account.id }],
    }),
  );
}
