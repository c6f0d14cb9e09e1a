import { ChurnMap, type OrderId } from 'argosy/core';

/** One order of a group. */
export type GroupMember = { readonly group: string; readonly order: OrderId };

/**
 * Sums by name in which only the largest amount of each group counts: siblings of which no more
 * than one is meant to fill need only be covered once.
 */
export class SharedSums {
  readonly #totals = new ChurnMap<string, bigint>();
  /** By name and group: the amounts of its members. */
  readonly #groups = new Map<string, Map<string, Map<OrderId, bigint>>>();

  /** Adds an amount that is shared with nobody. */
  add(name: string, amount: bigint): void {
    const total = (this.#totals.get(name) ?? 0n) + amount;
    if (total === 0n) this.#totals.delete(name);
    else this.#totals.set(name, total);
  }

  /** Sets what one order of a group counts under a name; zero takes it off. */
  set(name: string, { group, order }: GroupMember, amount: bigint): void {
    const before = this.share(name, group);
    const members = this.#membersOf(name, group);
    if (amount === 0n) members.delete(order);
    else members.set(order, amount);
    const after = largestOf(members);
    if (members.size === 0) this.#groups.get(name)?.delete(group);
    this.add(name, after - before);
  }

  /** The sum under a name. */
  total(name: string): bigint {
    return this.#totals.get(name) ?? 0n;
  }

  /** What a group adds to the sum under a name. */
  share(name: string, group: string): bigint {
    const members = this.#groups.get(name)?.get(group);
    return members === undefined ? 0n : largestOf(members);
  }

  /** Every sum that is not zero. */
  totals(): ReadonlyMap<string, bigint> {
    return new Map(this.#totals);
  }

  /** Forgets everything. */
  clear(): void {
    this.#totals.clear();
    this.#groups.clear();
  }

  #membersOf(name: string, group: string): Map<OrderId, bigint> {
    let groups = this.#groups.get(name);
    if (groups === undefined) {
      groups = new Map();
      this.#groups.set(name, groups);
    }
    let members = groups.get(group);
    if (members === undefined) {
      members = new Map();
      groups.set(group, members);
    }
    return members;
  }
}

function largestOf(members: ReadonlyMap<OrderId, bigint>): bigint {
  let largest = 0n;
  for (const amount of members.values()) if (amount > largest) largest = amount;
  return largest;
}
