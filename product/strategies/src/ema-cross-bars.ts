import { toPrice, type Quantity } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { parameter } from 'argosy/engine';

import { AverageCross } from './average-cross.ts';

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
export class EmaCrossBars extends AverageCross<typeof parameters> {
  static override readonly parameters = parameters;

  /** Good till cancelled: the next bar may be a weekend away. */
  protected override readonly tif = 'GTC';

  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(this.parameters.bars);
  }

  override onBar({ close }: Bar): void {
    this.follow(close);
  }

  protected override buyQty(close: number): Quantity {
    const { instrument, percent } = this.parameters;
    return this.context.affordable(instrument, toPrice(close), percent / 100);
  }
}
