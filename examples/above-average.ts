import type { Quote } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { Ema } from 'argosy/indicators';

const parameters = {
  instrument: parameter.instrument(),
  slow: parameter.integer({ default: 200 }),
};

export class AboveAverage extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  readonly #average = new Ema(this.parameters.slow);

  override onStart(): void {
    this.data.subscribeQuotes(this.parameters.instrument);
  }

  override onQuote({ instrument, bid, ask }: Quote): void {
    const isAbove = (bid + ask) / 2 > this.#average.update((bid + ask) / 2);
    if (!this.#average.isReady || this.cache.openOrderCount > 0) return;
    if (!isAbove) this.orders.close(instrument);
    else if (this.portfolio.qty(instrument) === 0) {
      const qty = this.context.affordable(instrument, ask, 0.5);
      if (qty > 0) this.orders.submit(this.orders.market({ instrument, side: 'buy', qty }));
    }
  }
}
