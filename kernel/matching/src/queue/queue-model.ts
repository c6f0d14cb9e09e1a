import type { ModelCard } from '../model-card.ts';

/** What changed at the price that one of our orders waits at, in scaled units of quantity. */
export type QueueChange = {
  /** What stands before our order now, what has traded taken off already. */
  readonly ahead: number;
  /** What the price showed when it was last told. */
  readonly shownBefore: number;
  /** What of that has traded since. */
  readonly traded: number;
  /** What it shows now. */
  readonly shown: number;
};

/**
 * How far an order moves up when the quantity at its price shrinks without a trade: a recorded book
 * of prices does not say who left, those before it or those behind.
 */
export type QueueModel = {
  /** What stands before the order from now on: a whole number, no more than before. */
  advance(change: QueueChange): number;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
};
