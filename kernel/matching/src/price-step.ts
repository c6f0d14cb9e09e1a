import type { Timestamp } from 'argosy/core';
import type { Touch } from 'argosy/domain';

import type { BookFeed } from './book-feed.ts';
import type { Depth } from './depth.ts';

/**
 * How the price came to where it is: a `print` is a quote or a trade; a `jump` is a bar's open,
 * with nothing traded between; a `move` went through every price on the way inside a bar.
 */
export type StepManner = 'print' | 'jump' | 'move';

/** A price that orders meet. */
export type PriceStep = {
  readonly manner: StepManner;
  readonly at: Timestamp;
  /** What a buyer pays and a seller gets. */
  readonly buyAt: number;
  readonly sellAt: number;
  /** Where a move began; NaN for the others. */
  readonly from: number;
  /** Numbers of the stays of each price: a price that leaves and comes back begins a new one. */
  readonly buyStay: number;
  readonly sellStay: number;
  /** What is there to take, shared by all orders that meet this price. */
  readonly depth: Depth;
  /** The recorded book behind the price; null where only the price is known. */
  readonly book: BookFeed | null;
  /** What a fill records of the market. */
  readonly touch: Touch;
};
