import { toQuantity, type Quantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { Ema } from 'argosy/indicators';

const parameters = {
  instrument: parameter.instrument({ about: 'what to trade' }),
  fast: parameter.integer({
    default: 100,
    min: 1,
    max: 10_000,
    about: 'quotes in the fast average',
  }),
  slow: parameter.integer({
    default: 200,
    min: 2,
    max: 10_000,
    about: 'quotes in the slow average',
  }),
  quantity: parameter.decimal({ default: '1000', about: 'bought on a cross upwards' }),
};

/** Long while the fast average of the mid price stands above the slow one, flat otherwise. */
export class EmaCross extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #fast = new Ema(this.parameters.fast);
  readonly #slow = new Ema(this.parameters.slow);
  #unit = 1;

  override onStart(): void {
    const { fast, slow } = this.parameters;
    if (fast >= slow)
      throw new RangeError(`fast is ${fast}, expected below slow, which is ${slow}`);
    const { instrument } = this.parameters;
    this.#unit = 10 ** this.cache.instrument(instrument).pricePrecision;
    this.data.subscribeQuotes(instrument);
  }

  override onQuote({ bid, ask }: Quote): void {
    const mid = (bid / this.#unit + ask / this.#unit) / 2;
    const fast = this.#fast.update(mid);
    const slow = this.#slow.update(mid);
    if (!this.#slow.isReady) return;
    if (this.cache.openOrderCount > 0) return this.#stopBuying(fast > slow);
    const { instrument, quantity } = this.parameters;
    const held = this.portfolio.qty(instrument);
    if (held === 0 && fast > slow) this.#trade('buy', this.context.quantity(instrument, quantity));
    else if (held > 0 && fast < slow) this.#trade('sell', toQuantity(held));
  }

  /** Gives up what a buy has not filled once the averages have crossed back; a sell goes on. */
  #stopBuying(isUp: boolean): void {
    for (const { request, pending } of this.cache.openOrders(this.parameters.instrument)) {
      if (!isUp && request.side === 'buy' && pending !== 'cancel') this.orders.cancel(request.id);
    }
  }

  #trade(side: 'buy' | 'sell', qty: Quantity): void {
    const { instrument } = this.parameters;
    this.orders.submit(this.orders.market({ instrument, side, qty }));
  }
}
