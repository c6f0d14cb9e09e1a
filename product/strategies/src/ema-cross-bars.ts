import { toQuantity, type Price } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { Ema } from 'argosy/indicators';

const parameters = {
  instrument: parameter.instrument({ about: 'what to trade' }),
  bars: parameter.bars({ about: 'the bars to decide on' }),
  fast: parameter.integer({ default: 20, min: 1, max: 10_000, about: 'bars in the fast average' }),
  slow: parameter.integer({ default: 100, min: 2, max: 10_000, about: 'bars in the slow average' }),
  percent: parameter.integer({ default: 95, min: 1, max: 100, about: 'share of free cash to use' }),
};

/**
 * Long while the fast average of the closes stands above the slow one, flat otherwise. It buys as many
 * whole units as a share of its free cash pays for at the last close.
 */
export class EmaCrossBars extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #fast = new Ema(this.parameters.fast);
  readonly #slow = new Ema(this.parameters.slow);

  override onStart(): void {
    const { fast, slow } = this.parameters;
    if (fast >= slow)
      throw new RangeError(`fast is ${fast}, expected below slow, which is ${slow}`);
    this.data.subscribeBars(this.parameters.bars);
  }

  override onBar({ close }: Bar): void {
    const fast = this.#fast.update(close);
    const slow = this.#slow.update(close);
    const { instrument } = this.parameters;
    if (!this.#slow.isReady) return;
    if (this.cache.openOrderCount > 0) return this.#stopBuying(fast > slow);
    const held = this.portfolio.qty(instrument);
    if (held === 0 && fast > slow) this.#buy(close);
    else if (held > 0 && fast < slow) this.#trade('sell', held);
  }

  /** Gives up what a buy has not filled once the averages have crossed back; a sell goes on. */
  #stopBuying(isUp: boolean): void {
    for (const { request, pending } of this.cache.openOrders(this.parameters.instrument)) {
      if (!isUp && request.side === 'buy' && pending !== 'cancel') this.orders.cancel(request.id);
    }
  }

  #buy(close: Price): void {
    const { instrument, percent } = this.parameters;
    const qty = this.context.affordable(instrument, close, percent / 100);
    if (qty > 0) this.#trade('buy', qty);
  }

  /** Good till cancelled: the next bar may be a weekend away. */
  #trade(side: 'buy' | 'sell', qty: number): void {
    const { instrument } = this.parameters;
    const particulars = { instrument, side, qty: toQuantity(qty), tif: 'GTC' } as const;
    this.orders.submit(this.orders.market(particulars));
  }
}
