import { BinaryHeap } from 'argosy/core';

import type { KnownOrder } from '../fold/fill-costs.ts';

/** Orders of two sides that are the same decision; one of them is null where only the other decided it. */
export type OrderPair = { readonly here: KnownOrder | null; readonly there: KnownOrder | null };

/** How far the instants of one decision may lie apart, in microseconds. */
export const DECISION_APART_MAX = 60_000_000;

/**
 * Pairs the orders of two sides: of one instrument and side, those that were decided within a minute of each other,
 * the nearest first. So an order that one side alone sent moves none of those behind it.
 */
export function matchOrders(
  here: readonly KnownOrder[],
  there: readonly KnownOrder[],
): readonly OrderPair[] {
  const [own, other] = [groupsOf(here), groupsOf(there)];
  const names = [...new Set([...own.keys(), ...other.keys()])].sort();
  return names.flatMap((name) => pairUp(own.get(name) ?? [], other.get(name) ?? []));
}

function groupsOf(orders: readonly KnownOrder[]): ReadonlyMap<string, readonly KnownOrder[]> {
  const groups = new Map<string, KnownOrder[]>();
  for (const order of orders) {
    const { instrument, side } = order.request;
    const name = `${instrument} ${side}`;
    const some = groups.get(name) ?? [];
    some.push(order);
    groups.set(name, some);
  }
  for (const some of groups.values()) some.sort((a, b) => a.decidedAt - b.decidedAt);
  return groups;
}

/** An order of one of the sides, between those that were decided before and behind it and have no other yet. */
type Link = {
  readonly order: KnownOrder;
  readonly isHere: boolean;
  /** The how manieth of its side at its instant. */
  readonly rank: number;
  place: number;
  before: Link | null;
  behind: Link | null;
  other: Link | null;
};

/** Two neighbours of different sides. */
type Candidate = { readonly first: Link; readonly second: Link };

function pairUp(here: readonly KnownOrder[], there: readonly KnownOrder[]): readonly OrderPair[] {
  const links = chainOf(here, there);
  const candidates = new BinaryHeap<Candidate>(byNearness, 2 * links.length);
  const consider = (first: Link | null, second: Link | null): void => {
    if (first === null || second === null || first.isHere === second.isHere) return;
    if (apart({ first, second }) <= DECISION_APART_MAX) candidates.push({ first, second });
  };
  for (const link of links) consider(link, link.behind);
  for (let next = candidates.pop(); next !== undefined; next = candidates.pop()) {
    const { first, second } = next;
    if (first.other !== null || second.other !== null) continue;
    [first.other, second.other] = [second, first];
    const [before, { behind }] = [first.before, second];
    if (before !== null) before.behind = behind;
    if (behind !== null) behind.before = before;
    consider(before, behind);
  }
  return links.flatMap(({ order, isHere, other }): readonly OrderPair[] => {
    if (other !== null) return isHere ? [{ here: order, there: other.order }] : [];
    return [isHere ? { here: order, there: null } : { here: null, there: order }];
  });
}

/** All orders of both sides by when they were decided; of one instant the first of each side, then the second. */
function chainOf(here: readonly KnownOrder[], there: readonly KnownOrder[]): readonly Link[] {
  const links = [...linksOf(here, true), ...linksOf(there, false)].sort(
    (a, b) => a.order.decidedAt - b.order.decidedAt || a.rank - b.rank,
  );
  for (const [at, link] of links.entries()) {
    link.place = at;
    link.before = links[at - 1] ?? null;
    link.behind = links[at + 1] ?? null;
  }
  return links;
}

function linksOf(orders: readonly KnownOrder[], isHere: boolean): readonly Link[] {
  let rank = 0;
  return orders.map((order, at) => {
    rank = orders[at - 1]?.decidedAt === order.decidedAt ? rank + 1 : 0;
    return { order, isHere, rank, place: 0, before: null, behind: null, other: null };
  });
}

function byNearness(one: Candidate, other: Candidate): number {
  return apart(one) - apart(other) || one.first.place - other.first.place;
}

function apart({ first, second }: Candidate): number {
  return second.order.decidedAt - first.order.decidedAt;
}
