import type { KnownOrder } from '../fold/fill-costs.ts';

/** Orders of two sides that are the same decision; one of them is null where only the other decided it. */
export type OrderPair = { readonly here: KnownOrder | null; readonly there: KnownOrder | null };

/** How far the instants of one decision may lie apart, in microseconds. */
export const DECISION_APART_MAX = 60_000_000;

/**
 * Pairs the orders of two sides: of one instrument and side, in the order of their decisions, those that
 * were decided within a minute of each other.
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

function pairUp(here: readonly KnownOrder[], there: readonly KnownOrder[]): readonly OrderPair[] {
  const pairs: OrderPair[] = [];
  for (let [at, beside] = [0, 0]; at < here.length || beside < there.length;) {
    const pair = nextPair(here[at], there[beside]);
    pairs.push(pair);
    at += pair.here === null ? 0 : 1;
    beside += pair.there === null ? 0 : 1;
  }
  return pairs;
}

/** The earlier of the two alone, or both where they are one decision. */
function nextPair(one: KnownOrder | undefined, other: KnownOrder | undefined): OrderPair {
  if (one === undefined || other === undefined) return { here: one ?? null, there: other ?? null };
  const apart = one.decidedAt - other.decidedAt;
  if (Math.abs(apart) <= DECISION_APART_MAX) return { here: one, there: other };
  return apart < 0 ? { here: one, there: null } : { here: null, there: other };
}
