import type { BrokerOrderId } from 'argosy/core';

import { isAtWork, type BrokerFill, type BrokerMark, type BrokerOrder } from './broker-view.ts';
import { OurIds } from './our-ids.ts';
import type { Scene } from './round.ts';
import type { TradingFacts } from './trading-facts.ts';
import { isSettled, type Unit } from './settled-unit.ts';
import { SettledOrders } from './settled-orders.ts';

/** What a broker lists; null is not known. */
export type Listed = {
  readonly orders: readonly BrokerOrder[] | null;
  readonly fills: readonly BrokerFill[] | null;
  /** Behind what it may list next time; null where it lists all each time. */
  readonly mark: BrokerMark | null;
};

/** So many orders are looked at in one turn: each that has closed here is made anew from its bytes. */
export const SIFTED_AT_ONCE = 200;

/**
 * What a broker has said that still has to be looked at. A day's listing is nearly all of orders that have ended, here
 * and there alike: those are sifted out, a few in each turn, and not looked at again as long as nothing comes of a closed
 * order here. A broker that can tell what changed is asked for no more than that; of one that lists all, it is known
 * again by its standing. What has ended there and is not settled here stays, and is looked at in the next round too.
 */
export class HeardListing {
  readonly #settled = new SettledOrders();
  /** What stays of the rounds before. */
  #kept = new Map<BrokerOrderId, Unit>();
  /** What is to be sifted, and what was left of it by now. */
  #units: Unit[] = [];
  #place = 0;
  #left: Unit[] = [];
  #mark: BrokerMark | null = null;
  #listed: Listed = { orders: null, fills: null, mark: null };
  /** What had come of closed orders when the broker was asked; and when it was asked for what it last told. */
  #askedAt = 0;
  #toldAt: number | null = null;

  /** Behind which mark the broker is asked; null where it has to list all. */
  markFor({ closedChanges }: TradingFacts): BrokerMark | null {
    this.#askedAt = closedChanges;
    return closedChanges === this.#toldAt ? this.#mark : null;
  }

  /** Takes a listing in; `sift` until it is done. */
  take(facts: TradingFacts, listed: Listed): void {
    if (listed.mark === null) this.#settled.keepOnly(listed.orders ?? []);
    const news = listed.mark === null ? this.#settled.newsOf(facts, listed) : listed;
    const units = new Map(unitsOf(news));
    this.#listed = listed;
    if (listed.orders !== null) {
      for (const [id, unit] of this.#kept) if (!units.has(id)) units.set(id, unit);
    }
    this.#units = [...units.values()];
    [this.#place, this.#left] = [0, []];
    if (!isWhole(listed)) return;
    this.#mark = listed.mark;
    this.#toldAt = this.#askedAt;
  }

  /** Takes out the next of those that are settled; whether there are more to look at. */
  sift(scene: Scene): boolean {
    const ours = new OurIds(scene.account, scene.facts);
    const until = Math.min(this.#place + SIFTED_AT_ONCE, this.#units.length);
    for (; this.#place < until; this.#place += 1) {
      const unit = this.#units[this.#place];
      if (unit !== undefined && !this.#isOver(scene, ours, unit)) this.#left.push(unit);
    }
    return this.#place < this.#units.length;
  }

  /** What is left of the orders and fills that were listed, once all are sifted. */
  left(): Pick<Listed, 'orders' | 'fills'> {
    const [left, listed] = [this.#left, this.#listed];
    if (isWhole(listed)) {
      const stay = left.filter(({ theirs }) => theirs === null || !isAtWork(theirs));
      this.#kept = new Map(this.#mark === null ? [] : stay.map((unit) => [unit.brokerId, unit]));
    }
    [this.#units, this.#left] = [[], []];
    return {
      orders: listed.orders === null ? null : left.flatMap(({ theirs }) => theirs ?? []),
      fills: listed.fills === null ? null : left.flatMap(({ fills }) => fills),
    };
  }

  #isOver(scene: Scene, ours: OurIds, unit: Unit): boolean {
    if (!isWhole(this.#listed) || !isSettled(scene, ours, unit)) return false;
    // Who is told all each time has to know it again.
    if (this.#listed.mark === null && unit.theirs !== null)
      this.#settled.note(unit.theirs, unit.fills);
    return true;
  }
}

function isWhole({ orders, fills }: Listed): boolean {
  return orders !== null && fills !== null;
}

/** Each order with its fills; fills of an order that is not listed stand alone. */
function unitsOf({
  orders,
  fills,
}: Pick<Listed, 'orders' | 'fills'>): ReadonlyMap<BrokerOrderId, Unit> {
  const units = new Map<BrokerOrderId, Unit & { readonly fills: BrokerFill[] }>();
  for (const theirs of orders ?? []) {
    units.set(theirs.brokerId, { brokerId: theirs.brokerId, theirs, fills: [] });
  }
  for (const fill of fills ?? []) {
    const { brokerId } = fill;
    const unit = units.get(brokerId);
    if (unit === undefined) units.set(brokerId, { brokerId, theirs: null, fills: [fill] });
    else unit.fills.push(fill);
  }
  return units;
}
