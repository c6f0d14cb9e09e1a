import type { Random } from 'argosy/core';

import type { ModelCard } from '../model-card.ts';

/**
 * What chance decides about a fill. The stream is the order's own: no other order and no other
 * instrument ever draws from it.
 */
export type FillModel = {
  /** Whether a resting limit order fills when the price comes to its limit but not through it. */
  fillsOnTouch(stream: Random): boolean;
  /** How many ticks a market or stop order fills worse than the price. */
  slipTicks(stream: Random): number;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
};
