import type { Timestamp } from 'argosy/core';
import type { Touch } from 'argosy/domain';

import type { AuctionKind } from './auction-kind.ts';
import type { BookFeed } from './book-feed.ts';
import type { Depth } from './depth.ts';
import type { VenueOrder } from './venue-order.ts';

/**
 * How the price came to where it is: a `print` is a quote or a trade; a `jump` is the first price after
 * a pause or a bar's open, with nothing traded between; a `move` went through every price on the way
 * inside a bar; a `cross` is the one price of an auction, at which everyone trades.
 */
export type StepManner = 'print' | 'jump' | 'move' | 'cross';

/** A price that orders meet. */
export type PriceStep = {
  readonly manner: StepManner;
  /** The auction that the price is of, or stands for; null for a price between auctions. */
  readonly auction: AuctionKind | null;
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
  /** How much each of our orders gets at it, where that is settled; else the fill model says. */
  readonly allotted?: ReadonlyMap<VenueOrder, number>;
  /** What a fill records of the market. */
  readonly touch: Touch;
};
