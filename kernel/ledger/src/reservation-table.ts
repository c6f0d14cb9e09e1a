import {
  assert,
  money,
  toMinor,
  type AccountId,
  type Currency,
  type Minor,
  type Money,
  type Timestamp,
} from 'argosy/core';

import type { ReservationBody } from './bodies.ts';
import { cashText } from './hold-table.ts';

/** How a reservation stands. */
export type ReservationPhase = 'open' | 'posted' | 'voided' | 'expired';

/** Money set aside in its own right, as its events have left it. */
export type Reservation = Pick<
  ReservationBody,
  'account' | 'reservation' | 'purpose' | 'expiresAt'
> & {
  readonly phase: ReservationPhase;
  /** What was set aside at first: with the rest, the content that its id stands for. */
  readonly asked: Money;
  /** What is still set aside. */
  readonly left: Money;
  /** The entries that have posted parts of it. */
  readonly entries: readonly string[];
};

/**
 * The reservations of every account and their sums. Closed ones stay, because their ids come from
 * outside and may return: what a second void or a late post is told depends on how they ended.
 */
export class ReservationTable {
  readonly #reservations = new Map<string, Reservation>();
  /** The open ones once more. */
  readonly #open = new Map<string, Reservation>();
  readonly #openCounts = new Map<AccountId, number>();
  readonly #held = new Map<AccountId, Map<Currency, bigint>>();
  /** The first instant at which one expires; undefined while nobody has looked since it changed. */
  #nextExpiry: number | undefined = Number.POSITIVE_INFINITY;

  /** Folds an event in. */
  apply(event: ReservationBody): void {
    const { account, reservation, change, purpose, money: left, expiresAt, entry } = event;
    const before = this.#reservations.get(keyOf(event));
    assert(
      change === 'reserved' ? before === undefined : before?.phase === 'open',
      `reservation ${reservation} of ${account} is ${before?.phase ?? 'unknown'}, not to be ${change}`,
    );
    assert(left.amount >= 0n, `reservation ${reservation} leaves less than nothing`);
    const entries = before?.entries ?? [];
    this.#set({
      account,
      reservation,
      purpose,
      expiresAt,
      phase: phaseAfter(event),
      asked: before?.asked ?? left,
      left,
      entries: entry === null ? entries : [...entries, entry],
    });
  }

  /** A reservation, open or closed. */
  find(account: AccountId, reservation: string): Reservation | undefined {
    return this.#reservations.get(keyOf({ account, reservation }));
  }

  /** What the open reservations of an account set aside in a currency. */
  held(account: AccountId, currency: Currency): Minor {
    return toMinor(this.#held.get(account)?.get(currency) ?? 0n);
  }

  /** What the open reservations of an account set aside, by currency. */
  heldBy(account: AccountId): readonly Money[] {
    return [...(this.#held.get(account) ?? [])].map(([currency, sum]) => money(sum, currency));
  }

  /** How many reservations of an account are open. */
  openCount(account: AccountId): number {
    return this.#openCounts.get(account) ?? 0;
  }

  /** The open reservations, in the order they came. */
  open(): Iterable<Reservation> {
    return this.#open.values();
  }

  /** The open reservations whose time is up, by their instant and then as they came. */
  due(now: Timestamp): readonly Reservation[] {
    if (now < this.nextExpiry) return [];
    return [...this.#open.values()]
      .filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now)
      .sort((one, other) => Number(one.expiresAt) - Number(other.expiresAt));
  }

  /** When the next of them expires; infinity where none does. */
  get nextExpiry(): number {
    this.#nextExpiry ??= firstExpiry(this.#open.values());
    return this.#nextExpiry;
  }

  /** Every reservation, in the order they came. */
  all(): readonly Reservation[] {
    return [...this.#reservations.values()];
  }

  /** The sums as they are kept, to be compared with the reservations they sum. */
  sums(): ReadonlyMap<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const account of this.#held.keys()) {
      for (const { amount, currency } of this.heldBy(account)) {
        sums.set(cashText(account, currency), amount);
      }
    }
    return sums;
  }

  /** Takes the place of all reservations so far. */
  importState(reservations: readonly Reservation[]): void {
    for (const kept of [this.#reservations, this.#open, this.#openCounts, this.#held]) kept.clear();
    this.#nextExpiry = Number.POSITIVE_INFINITY;
    for (const reservation of reservations) this.#set(reservation);
  }

  #set(after: Reservation): void {
    const key = keyOf(after);
    const before = this.#open.get(key);
    const isOpen = after.phase === 'open';
    this.#reservations.set(key, after);
    if (isOpen) this.#open.set(key, after);
    else this.#open.delete(key);
    this.#count(after, Number(isOpen) - Number(before !== undefined));
    this.#hold(after, after.left.amount - (before?.left.amount ?? 0n));
    if (isOpen && this.#nextExpiry !== undefined) {
      this.#nextExpiry = Math.min(this.#nextExpiry, after.expiresAt ?? Number.POSITIVE_INFINITY);
    } else if (!isOpen) this.#nextExpiry = undefined;
  }

  #count({ account }: Reservation, change: number): void {
    this.#openCounts.set(account, this.openCount(account) + change);
  }

  #hold({ account, left: { currency } }: Reservation, change: bigint): void {
    let sums = this.#held.get(account);
    if (sums === undefined) {
      sums = new Map();
      this.#held.set(account, sums);
    }
    sums.set(currency, (sums.get(currency) ?? 0n) + change);
  }
}

function phaseAfter({ change, money }: ReservationBody): ReservationPhase {
  if (change === 'voided' || change === 'expired') return change;
  return money.amount === 0n ? 'posted' : 'open';
}

function firstExpiry(open: Iterable<Reservation>): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { expiresAt } of open) if (expiresAt !== null) first = Math.min(first, expiresAt);
  return first;
}

/** A reservation's id is its account's own; no account has a space in its name. */
function keyOf({ account, reservation }: Pick<ReservationBody, 'account' | 'reservation'>): string {
  return `${account} ${reservation}`;
}
