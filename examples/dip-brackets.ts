import { toPrice, type Price } from 'argosy/core';
import { toBarSpecText, type Bar } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';

const parameters = {
  fall: parameter.number({ default: 0.02, min: 0, max: 1, about: 'how far the close has to fall' }),
  bars: parameter.bars({ about: 'the bars to decide on' }),
};

/** Buys a day that falls far, with a target above and a stop below, while it holds nothing. */
export class DipBrackets extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  #before: Price | null = null;

  override onStart(): void {
    this.data.subscribeBars(toBarSpecText(this.parameters.bars));
  }

  override onBar({ instrument, close }: Bar): void {
    const before = this.#before;
    this.#before = close;
    const isFree = this.cache.openOrderCount === 0 && this.portfolio.qty(instrument) === 0;
    if (before === null || !isFree || close > before * (1 - this.parameters.fall)) return;
    const qty = this.context.size({ instrument, price: close, share: 0.9, charges: 'within' });
    if (qty === 0) return;
    const exits = {
      target: toPrice(Math.round(close * 1.03)),
      stop: toPrice(Math.round(close * 0.97)),
    };
    this.orders.submitBracket({ instrument, side: 'buy', qty, tif: 'GTC', ...exits });
  }
}
