import { brand, Random, type Price, type Quantity } from 'argosy/core';
import type { BookDepth, BookLevel } from 'argosy/domain';
import { indicateAuction, type Equilibrium } from 'argosy/matching';

import { drawLots } from './crowd.ts';
import type { MarketGround } from './market-ground.ts';

/** An order for the opening auction; the limit of one that takes any price is infinite. */
export type AuctionOrder = { readonly sign: 1 | -1; readonly price: number; readonly qty: number };

/** Of which share on which day, and what it is worth. */
export type AuctionTerms = {
  readonly number: number;
  readonly day: number;
  readonly fair: number;
  readonly half: number;
  readonly tick: number;
};

const ORDERS_EACH_SIDE = 12;
/** How widely limits lie around the fair price, in halves of a spread. */
const DISPERSION = 12;
/** One in so many takes any price. */
const ANY_PRICE = 8;

/**
 * The orders that come in before a share opens: the same for every stream of a plan, so that quotes open where
 * a real book would that gets the same orders.
 */
export function auctionOrders(ground: MarketGround, terms: AuctionTerms): readonly AuctionOrder[] {
  const { number, day, fair, half, tick } = terms;
  const random = Random.fromSeed(ground.plan.seed).fork(`auction ${day} ${number}`);
  const usual = ground.lots[number] ?? 1;
  return Array.from({ length: 2 * ORDERS_EACH_SIDE }, (_, place): AuctionOrder => {
    const sign = place % 2 === 0 ? 1 : -1;
    const away = DISPERSION * half * random.nextNormal();
    const price = Math.max(tick, Math.round((fair + away) / tick) * tick);
    const isAny = random.nextInt(ANY_PRICE) === 0;
    const qty = drawLots(usual, random);
    return { sign, qty, price: isAny ? sign * Number.POSITIVE_INFINITY : price };
  });
}

/** The one price at which most of the orders trade; null where none do. */
export function auctionPrice(
  orders: readonly AuctionOrder[],
  reference: number,
): Equilibrium | null {
  return indicateAuction(auctionDepth(orders), reference);
}

/** What the orders show, the best first. */
export function auctionDepth(orders: readonly AuctionOrder[]): BookDepth {
  const side = (wanted: 1 | -1): readonly BookLevel[] => {
    const levels = new Map<number, number>();
    for (const { sign, price, qty } of orders) {
      if (sign === wanted) levels.set(price, (levels.get(price) ?? 0) + qty);
    }
    return [...levels]
      .map(([price, qty]) => ({ price: brand<Price>(price), qty: brand<Quantity>(qty) }))
      .toSorted((one, other) => (one.price < other.price ? wanted : -wanted));
  };
  return { bids: side(1), asks: side(-1) };
}
