import type { Quantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { parameter } from 'argosy/engine';

import { AverageCross } from './average-cross.ts';

const count = { min: 1, max: 10_000 };
const parameters = {
  instrument: parameter.instrument({ about: 'what to trade' }),
  fast: parameter.integer({ default: 100, ...count, about: 'quotes in the fast average' }),
  slow: parameter.integer({ default: 200, ...count, min: 2, about: 'quotes in the slow average' }),
  quantity: parameter.decimal({ default: '1000', about: 'bought on a cross upwards' }),
};

/** Long while the fast average of the mid price stands above the slow one, flat otherwise. */
export class EmaCross extends AverageCross<typeof parameters> {
  static override readonly parameters = parameters;

  protected override readonly tif = 'DAY';
  #unit = 1;

  override onStart(): void {
    super.onStart();
    const { instrument } = this.parameters;
    this.#unit = 10 ** this.cache.instrument(instrument).pricePrecision;
    this.data.subscribeQuotes(instrument);
  }

  override onQuote({ bid, ask }: Quote): void {
    this.follow((bid / this.#unit + ask / this.#unit) / 2);
  }

  protected override buyQty(): Quantity {
    const { instrument, quantity } = this.parameters;
    return this.context.quantity(instrument, quantity);
  }
}
