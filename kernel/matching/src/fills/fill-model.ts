import type { Random } from 'argosy/core';

import type { ModelCard } from '../model-card.ts';

/** What one order finds at a price, in scaled units of quantity. */
export type FillRoom = {
  /** What is left to fill of the order; above zero. */
  readonly wanted: number;
  /** The size there: at a quote's touch, of a trade, a quarter of a bar's volume at each of its points. */
  readonly shown: number;
  /** How much of it orders have taken already, this one and those that came before it. */
  readonly taken: number;
  /** The smallest step of a quantity. */
  readonly lot: number;
};

/** What fills next. */
export type FillPortion = {
  /** A whole number from zero to what is wanted; zero: what is left waits for the next price. */
  readonly qty: number;
  /** How much worse than the price it fills; a limit ends where that passes it. */
  readonly ticksWorse: number;
};

/**
 * What chance and size decide about a fill. The stream is the order's own: no other order and no
 * other instrument ever draws from it.
 */
export type FillModel = {
  /** Whether a resting limit order fills when the price comes to its limit but not through it. */
  fillsOnTouch(stream: Random): boolean;
  /** How many ticks a market or stop order fills worse than the price, before the slippage model. */
  slipTicks(stream: Random): number;
  /** How much of an order fills next at a price; asked again until nothing is wanted or left. */
  nextPortion(room: FillRoom): FillPortion;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
};

/** Nothing more fills at this price. */
export const noPortion: FillPortion = { qty: 0, ticksWorse: 0 };

/** All that is wanted, however little is there. */
export function wholePortion({ wanted }: FillRoom): FillPortion {
  return { qty: wanted, ticksWorse: 0 };
}
