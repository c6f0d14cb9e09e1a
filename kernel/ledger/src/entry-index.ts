import type { AccountId } from 'argosy/core';
import type { EntryEvent, Leg } from 'argosy/domain';

import type { EntryBody } from './bodies.ts';

/** Whether an entry of an id was booked, and with which content. */
export type EntryKnown = 'absent' | 'same' | 'other';

/** What the index keeps of an entry: enough to tell the same content from another. */
export type KnownEntry = Pick<EntryBody, 'entry' | 'account' | 'purpose' | 'legs'>;

/**
 * Which entries are booked, so that each is booked once. Transfers are all kept: their ids come
 * from outside and may return after years. Fills and busts are named after their order and trade,
 * which the order's own fold already tells apart, so the last few are kept as a second lock.
 */
export class EntryIndex {
  readonly #transfers = new Map<string, KnownEntry>();
  readonly #fills = new Map<string, KnownEntry>();
  readonly #fillsMax: number;

  /** `fillsMax` is how many entries of fills and busts are kept. */
  constructor(fillsMax: number) {
    this.#fillsMax = fillsMax;
  }

  /** Whether an entry is booked; "other" is the same id with another content. */
  find(body: EntryBody): EntryKnown {
    const known = this.#mapOf(body).get(keyOf(body));
    if (known === undefined) return 'absent';
    return hasSameContent(known, body) ? 'same' : 'other';
  }

  /** Whether a fill or bust of this id is among the entries kept. */
  hasFill(account: AccountId, entry: string): boolean {
    return this.#fills.has(keyOf({ account, entry }));
  }

  /** Notes an entry as booked. */
  note({ entry, account, purpose, legs }: EntryEvent | KnownEntry): void {
    const known = { entry, account, purpose, legs };
    const map = this.#mapOf(known);
    map.set(keyOf(known), known);
    if (map === this.#fills && map.size > this.#fillsMax) this.#forgetOldestFill();
  }

  /** Every entry kept, oldest first. */
  all(): readonly KnownEntry[] {
    return [...this.#transfers.values(), ...this.#fills.values()];
  }

  /** Takes the place of what was kept so far. */
  importState(entries: readonly KnownEntry[]): void {
    this.#transfers.clear();
    this.#fills.clear();
    for (const entry of entries) this.note(entry);
  }

  #mapOf({ purpose }: Pick<EntryBody, 'purpose'>): Map<string, KnownEntry> {
    return purpose === 'fill' || purpose === 'bust' ? this.#fills : this.#transfers;
  }

  #forgetOldestFill(): void {
    for (const oldest of this.#fills.keys()) {
      this.#fills.delete(oldest);
      return;
    }
  }
}

/** An id is its account's own; no id contains a space. */
function keyOf({ account, entry }: Pick<EntryBody, 'account' | 'entry'>): string {
  return `${account} ${entry}`;
}

function hasSameContent(one: KnownEntry, other: KnownEntry): boolean {
  return (
    one.purpose === other.purpose &&
    one.legs.length === other.legs.length &&
    one.legs.every((leg, place) => isSameLeg(leg, other.legs[place]))
  );
}

function isSameLeg(one: Leg, other: Leg | undefined): boolean {
  return (
    other !== undefined &&
    one.ledgerAccount === other.ledgerAccount &&
    one.amount.amount === other.amount.amount &&
    one.amount.currency === other.amount.currency
  );
}
