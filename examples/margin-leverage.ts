// Trading on margin. A margin account may sell short, and a position binds only a part of its value:
// with five times leverage a fifth. The leverage is the product's: five times for `intraday`, none
// for `carryForward`. What is free shrinks when prices go against the position. A book with an
// allotment uses no more than that, whatever the account has left. Refusals say the numbers.
import { marginAccount } from 'argosy/backtest';
import { money, toAccountId, toBookId, toCurrency, toMinor, toQuantity } from 'argosy/core';
import type { Product } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const tenThousand = money(10_000_00n, toCurrency('INR'));
const account = {
  ...marginAccount(toAccountId('MARGIN'), tenThousand, { intraday: '5', carryForward: '1' }),
  books: [{ id: toBookId('small'), allotment: toMinor(1_000_00n) }],
};

const market = `
  1 100.00 100.05 1000
  2 101.00 101.05 1000`;

class OnMargin extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const free = Number(this.portfolio.freeFunds().amount) / 100;
    this.log.info(`${this.context.book} may bind ${free.toFixed(2)}`);
    if (secondOf(this.clock.now) === 1) {
      this.#sell('intraday', 40);
      this.#sell('carryForward', 40);
      this.#sell('intraday', 300);
    } else this.#sell('intraday', 20);
  }

  #sell(product: Product, qty: number): void {
    const of = { instrument: sbin.id, side: 'sell', qty: toQuantity(qty), product } as const;
    this.orders.submit(this.orders.market({ ...of, tag: `${qty} ${product}` }));
  }
}

export function runMarginLeverage(): readonly Told[] {
  return ['main', 'small'].map((book) =>
    runAndTell(book, {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [account],
      strategies: [{ id: 'short', strategy: OnMargin, account: account.id, book }],
    }),
  );
}
