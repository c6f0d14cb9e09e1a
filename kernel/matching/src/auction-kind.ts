import type { TimeInForce } from 'argosy/domain';

/**
 * An auction of a day: the one its session begins with, the one it ends with, or one that trading
 * begins again with after it was stopped.
 */
export type AuctionKind = 'opening' | 'closing' | 'reopening';

/** The one auction that orders of a time in force are for; null where they are for any price. */
export const auctionByTif: Readonly<Record<TimeInForce, AuctionKind | null>> = {
  DAY: null,
  GTC: null,
  IOC: null,
  FOK: null,
  GTD: null,
  AT_OPEN: 'opening',
  AT_CLOSE: 'closing',
};
