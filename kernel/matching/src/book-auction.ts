import { NO_LEVEL, type LevelBook } from 'argosy/domain';

import { equilibriumOf, type Equilibrium, type Level } from './books/equilibrium.ts';
import type { VenueOrder } from './venue-order.ts';

/** What an auction of a recorded book and orders of ours comes to. */
export type BookAuction = {
  readonly equilibrium: Equilibrium;
  /** What each of ours gets. */
  readonly allotted: ReadonlyMap<VenueOrder, number>;
};

/**
 * The auction of a recorded book that crosses, with orders of ours in it. Null where nothing would trade.
 * Ours stand behind all that the book shows at their price, and before all that it shows at a worse one.
 */
export function auctionOf(
  book: LevelBook,
  ours: readonly VenueOrder[],
  reference: number,
): BookAuction | null {
  const [buying, selling] = [1 as const, -1 as const].map((sign) => {
    const own = ours.filter((order) => order.sign === sign && order.trigger === null);
    return { recorded: levelsOf(book, sign), own };
  });
  if (buying === undefined || selling === undefined) return null;
  const bids = [...buying.recorded, ...buying.own.map(levelOf)];
  const asks = [...selling.recorded, ...selling.own.map(levelOf)];
  const equilibrium = equilibriumOf(bids, asks, reference);
  if (equilibrium === null) return null;
  const allotted = new Map<VenueOrder, number>();
  allot(buying, equilibrium, allotted);
  allot(selling, equilibrium, allotted);
  return { equilibrium, allotted };
}

type Side = { readonly recorded: readonly Level[]; readonly own: readonly VenueOrder[] };

/** Gives each of ours its part of what trades: the better price first, and of one price who came first. */
function allot(
  { recorded, own }: Side,
  { price, volume }: Equilibrium,
  allotted: Map<VenueOrder, number>,
): void {
  for (const [at, order] of own.entries()) {
    const { price: limit, qty } = levelOf(order);
    if (order.sign * (limit - price) < 0) continue;
    const isBefore = (level: Level, isOurs: boolean): boolean =>
      order.sign * (level.price - limit) > 0 || (level.price === limit && !isOurs);
    const before = sum(recorded.filter((level) => isBefore(level, false)));
    const mates = own.filter((other, place) => {
      const level = levelOf(other);
      return isBefore(level, true) || (level.price === limit && place < at);
    });
    const left = volume - before - sum(mates.map(levelOf));
    allotted.set(order, Math.min(qty, Math.max(0, left)));
  }
}

function levelsOf(book: LevelBook, sign: 1 | -1): readonly Level[] {
  const side = book.sideOf(sign);
  const levels: Level[] = [];
  for (let at = side.best; at !== NO_LEVEL; at = side.worse(at)) {
    levels.push({ price: side.priceOf(at), qty: side.qtyOf(at) });
  }
  return levels;
}

function levelOf({ sign, limit, qty, filled }: VenueOrder): Level {
  return { price: limit ?? sign * Number.POSITIVE_INFINITY, qty: qty - filled };
}

function sum(levels: readonly Level[]): number {
  return levels.reduce((total, { qty }) => total + qty, 0);
}
