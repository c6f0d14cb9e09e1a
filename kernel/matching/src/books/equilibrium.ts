import { NO_LEVEL, type BookDepth, type PriceLadder } from 'argosy/domain';

import type { RestingOrders } from './resting-orders.ts';

/** The one price of an auction. */
export type Equilibrium = {
  readonly price: number;
  /** What trades there. */
  readonly volume: number;
  /** What is wanted at that price beyond it: above zero to buy, below to sell. */
  readonly imbalance: number;
};

/** So much at a price, or at any, which stands at the end of all prices. */
export type Level = { readonly price: number; readonly qty: number };

/**
 * The price at which most trades; of several the one with the least left over; of several still the
 * nearest to the reference, and the reference itself where it lies between two as near. Orders at any
 * price trade at it too, and where there are only such, it is the reference. Null where nothing trades.
 */
export function findEquilibrium(book: RestingOrders, reference: number): Equilibrium | null {
  return equilibriumOf(levelsOf(book, book.bids), levelsOf(book, book.asks), reference);
}

/**
 * What an auction would come to by what a book shows while orders are collected: its price, what trades
 * there, and what is wanted beyond it. Null where nothing would trade.
 *
 * @example
 * const depth = this.cache.book(instrument, 1000);
 * const auction = depth && indicateAuction(depth, lastClose);
 */
export function indicateAuction({ bids, asks }: BookDepth, reference: number): Equilibrium | null {
  return equilibriumOf(bids, asks, reference);
}

/** The same of levels in any order; the price of one may be beyond all, where any is taken. */
export function equilibriumOf(
  bids: readonly Level[],
  asks: readonly Level[],
  reference: number,
): Equilibrium | null {
  const weighed = weighAll(bids, asks, reference);
  const distance = ({ price }: Equilibrium): number => Math.abs(price - reference);
  const [first, ...others] = weighed.toSorted(
    (one, other) => compare(one, other) || distance(one) - distance(other),
  );
  if (first === undefined || first.volume === 0) return null;
  const isBetween = others.some(
    (other) => compare(first, other) === 0 && distance(other) === distance(first),
  );
  return isBetween ? weigh(reference, bids, asks) : first;
}

/** Between two prices that trade as much, with as much left over, every other trades as much too. */
function weigh(price: number, bids: readonly Level[], asks: readonly Level[]): Equilibrium {
  const wanted = sum(bids.filter((level) => level.price >= price));
  const offered = sum(asks.filter((level) => level.price <= price));
  return { price, volume: Math.min(wanted, offered), imbalance: wanted - offered };
}

/** Each limit there is as the price of all; with none, the reference. */
function weighAll(
  bids: readonly Level[],
  asks: readonly Level[],
  reference: number,
): readonly Equilibrium[] {
  const limits = [...bids, ...asks].map(({ price }) => price).filter(Number.isFinite);
  const prices = limits.length === 0 ? [reference] : [...new Set(limits)];
  const rising = asks.toSorted((one, other) => one.price - other.price);
  const falling = bids.toSorted((one, other) => one.price - other.price);
  let wanted = sum(bids);
  let offered = 0;
  let [nextAsk, nextBid] = [0, 0];
  return prices
    .toSorted((one, other) => one - other)
    .map((price) => {
      for (; (rising[nextAsk]?.price ?? Number.NaN) <= price; nextAsk += 1) {
        offered += rising[nextAsk]?.qty ?? 0;
      }
      for (; (falling[nextBid]?.price ?? Number.NaN) < price; nextBid += 1) {
        wanted -= falling[nextBid]?.qty ?? 0;
      }
      return { price, volume: Math.min(wanted, offered), imbalance: wanted - offered };
    });
}

/** Below zero where the first is the better. */
function compare(one: Equilibrium, other: Equilibrium): number {
  return other.volume - one.volume || Math.abs(one.imbalance) - Math.abs(other.imbalance);
}

/** What icebergs hide trades in an auction as well. */
function levelsOf({ orders }: RestingOrders, side: PriceLadder): readonly Level[] {
  const levels: Level[] = [];
  for (let level = side.best; level !== NO_LEVEL; level = side.worse(level)) {
    let qty = 0;
    for (let slot = side.headOf(level); slot !== NO_LEVEL; slot = orders.afterOf(slot)) {
      qty += orders.shownOf(slot) + orders.hiddenOf(slot);
    }
    levels.push({ price: side.priceOf(level), qty });
  }
  return levels;
}

function sum(levels: readonly Level[]): number {
  return levels.reduce((total, { qty }) => total + qty, 0);
}
