import { toPrice, type Price } from 'argosy/core';
import type { Bar, Side } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';

const parameters = {
  move: parameter.number({ default: 0.02, min: 0, max: 1, about: 'how far a close has to move' }),
  share: parameter.number({ default: 0.1, min: 0, max: 1, about: 'of the equity, for each entry' }),
  most: parameter.integer({ default: 6, min: 1, about: 'positions at once' }),
  bars: parameter.bars({ about: 'the bars to decide on' }),
};

/**
 * Buys a far fall and sells a far rise short, each with a target and a stop of its own. In a hedging
 * book its positions, long and short, stand side by side; in a netting book they would eat each other.
 */
export class BothWays extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  #before: Price | null = null;

  override onStart(): void {
    this.data.subscribeBars(this.parameters.bars);
  }

  override onBar({ instrument, close }: Bar): void {
    const change = this.#before === null ? 0 : close / this.#before - 1;
    this.#before = close;
    const { move, share, most } = this.parameters;
    if (Math.abs(change) < move || this.portfolio.positions().length >= most) return;
    const side: Side = change < 0 ? 'buy' : 'sell';
    const qty = this.context.size({ instrument, price: close, share, of: 'equity', side });
    if (qty === 0) return;
    const way = side === 'buy' ? 1 : -1;
    const exits = {
      target: toPrice(Math.round(close * (1 + 0.03 * way))),
      stop: toPrice(Math.round(close * (1 - 0.03 * way))),
    };
    this.orders.submitBracket({ instrument, side, qty, tif: 'GTC', ...exits });
  }
}
