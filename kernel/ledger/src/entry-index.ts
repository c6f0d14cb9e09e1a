import { Ring } from 'argosy/core';
import type { EntryEvent, Leg } from 'argosy/domain';

import type { EntryBody } from './bodies.ts';

/** Whether an entry of an id was booked, and with which content. */
export type EntryKnown = 'absent' | 'same' | 'other';

/** Entries whose ids are ours alone. */
const ownPurposes: ReadonlySet<EntryBody['purpose']> = new Set([
  'fill',
  'bust',
  'funding',
  'carry',
]);

/** What the index keeps of a transfer: enough to tell the same content from another. */
export type KnownEntry = Pick<EntryBody, 'entry' | 'account' | 'purpose' | 'legs'>;

/** The index as plain data, oldest first. */
export type EntryIndexState = {
  readonly transfers: readonly KnownEntry[];
  readonly fills: readonly string[];
};

/**
 * Which entries are booked, so that each is booked once. Transfers are all kept with their content:
 * their ids come from outside and may return after years. Fills and busts are named after their
 * order and trade, which the order's own fold already tells apart, so the ids of the last few are
 * kept as a second lock; so are those of funding, whose rates seldom come twice, and then at once, and
 * of what a night has cost, which the day of the last one tells.
 * Settlements are not kept at all: they are ours alone, empty what waits for
 * their day, and must not meet an id that somebody else has chosen.
 */
export class EntryIndex {
  readonly #transfers = new Map<string, KnownEntry>();
  readonly #fills = new Set<string>();
  /** The fills as they came: a set that only loses its first is slow to find its first. */
  #fillsInOrder: Ring<string>;

  /** `fillsMax` is how many ids of fills and busts are kept. */
  constructor(fillsMax: number) {
    this.#fillsInOrder = new Ring<string>(fillsMax);
  }

  /** Whether an entry is booked; "other" is a transfer's id with another content. */
  find(body: EntryBody): EntryKnown {
    if (body.purpose === 'settlement') return 'absent';
    if (isFill(body)) return this.#fills.has(body.entry) ? 'same' : 'absent';
    const known = this.#transfers.get(keyOf(body));
    if (known === undefined) return 'absent';
    return hasSameContent(known, body) ? 'same' : 'other';
  }

  /** What was booked under an id from outside; undefined where nothing was. */
  get(account: EntryBody['account'], entry: string): KnownEntry | undefined {
    return this.#transfers.get(keyOf({ account, entry }));
  }

  /** Whether a fill or bust of this id is among those kept. */
  hasFill(entry: string): boolean {
    return this.#fills.has(entry);
  }

  /** Notes an entry as booked. */
  note(event: EntryEvent): void {
    const { entry, account, purpose, legs } = event;
    if (purpose === 'settlement') return;
    if (isFill(event)) this.#noteFill(entry);
    else this.#transfers.set(keyOf(event), { entry, account, purpose, legs });
  }

  /** The state as plain data. */
  exportState(): EntryIndexState {
    return { transfers: [...this.#transfers.values()], fills: [...this.#fillsInOrder] };
  }

  /** Takes the place of what was kept so far. */
  importState({ transfers, fills }: EntryIndexState): void {
    this.#transfers.clear();
    this.#fills.clear();
    this.#fillsInOrder = new Ring<string>(this.#fillsInOrder.capacity);
    for (const known of transfers) this.#transfers.set(keyOf(known), known);
    for (const entry of fills) this.#noteFill(entry);
  }

  #noteFill(entry: string): void {
    const ring = this.#fillsInOrder;
    const oldest = ring.size === ring.capacity ? ring.at(ring.size - 1) : undefined;
    if (oldest !== undefined) this.#fills.delete(oldest);
    ring.push(entry);
    this.#fills.add(entry);
  }
}

/** A transfer's id is its account's own; no account has a space in its name. */
function keyOf({ account, entry }: Pick<EntryBody, 'account' | 'entry'>): string {
  return `${account} ${entry}`;
}

function isFill({ purpose }: Pick<EntryBody, 'purpose'>): boolean {
  return ownPurposes.has(purpose);
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
