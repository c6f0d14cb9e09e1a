// Orders that wait for their price, and what an order may ask for besides. A market-if-touched order buys
// once the ask has come down. Of its profit two parts are taken at two targets; a stop that trails has the
// rest. An iceberg shows a part of itself, and fills by parts while the price only comes to its limit; an
// order that only makes is turned away where it would take, and rests where it would not, until its instant.
import { later, seconds, toQuantity, type Price } from 'argosy/core';
import { Strategy, type OrderEventOf } from 'argosy/engine';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const upAndBack = `
  1  100.00 100.05 50
  2   99.50  99.55 50
  3   99.45  99.50 50
  4  100.00 100.05 50
  5  101.00 101.05 50
  6  101.50 101.55 50
  7  102.00 102.05 50
  8  101.60 101.65 50
  9  101.40 101.45 50
  10  99.00  99.05 50
  11  98.95  99.00 50
  12  98.95  99.00 50
  13  98.95  99.00 50`;

class Waiting extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    this.data.unsubscribeQuotes(sbin.id); // the first one is enough
    const of = { instrument: sbin.id, side: 'buy', tif: 'GTC' } as const;
    const ten = { ...of, qty: toQuantity(10) };
    this.orders.submit(
      this.orders.marketIfTouched({ ...ten, trigger: this.#price('99.50'), tag: 'touched' }),
    );
    const low = { ...ten, limit: this.#price('99.00') };
    this.orders.submit(this.orders.limit({ ...low, display: toQuantity(4), tag: 'iceberg' }));
    const greedy = { ...ten, limit: this.#price('100.05'), postOnly: true };
    this.orders.submit(this.orders.limit({ ...greedy, tag: 'would take' }));
    const patient = { ...greedy, limit: this.#price('98.00'), tif: 'GTD' } as const;
    const expiresAt = later(this.clock.now, seconds(5));
    this.orders.submit(this.orders.limit({ ...patient, expiresAt, tag: 'only makes' }));
  }

  override onOrderFilled({ order }: OrderEventOf<'filled'>): void {
    const filled = this.cache.order(order);
    if (filled?.request.tag !== 'touched') return;
    const exit = { instrument: sbin.id, side: 'sell', tif: 'GTC', reduceOnly: true } as const;
    const four = { ...exit, qty: toQuantity(4) };
    this.orders.submit(this.orders.limit({ ...four, limit: this.#price('101.00'), tag: 'first' }));
    const second = { ...exit, qty: toQuantity(3), limit: this.#price('102.00') };
    this.orders.submit(this.orders.limit({ ...second, tag: 'second' }));
    const rest = { ...exit, qty: toQuantity(3), trail: { by: 'bps', bps: 50 } } as const;
    this.orders.submit(this.orders.trailingStopMarket({ ...rest, tag: 'trailing' }));
  }

  #price(text: string): Price {
    return this.context.price(sbin.id, text);
  }
}

export function runOrdersThatWait(): readonly Told[] {
  return [
    runAndTell('waiting', {
      instruments: [sbin],
      sources: [quotesOf(sbin, upAndBack)],
      accounts: [demo],
      strategies: [{ id: 'waiting', strategy: Waiting, account: demo.id }],
    }),
  ];
}
