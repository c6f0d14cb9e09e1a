import {
  addMoney,
  negateMoney,
  Ring,
  compareText,
  type AccountId,
  type InstrumentId,
} from 'argosy/core';
import {
  evolvePosition,
  positionKeyText,
  type Position,
  type PositionEvent,
  type PositionKey,
} from 'argosy/domain';

/** How many closed positions of hedging books are kept for late fills unless told otherwise. */
export const CLOSED_POSITIONS_MAX = 10_000;

/** What positions of one book and instrument have come to. */
export type RealisedTotal = Pick<PositionKey, 'account' | 'book' | 'instrument'> &
  Pick<Position, 'realised' | 'charges'>;

/** The positions as plain data, each list in the order its members came. */
export type PositionTableState = {
  readonly held: readonly Position[];
  readonly closed: readonly Position[];
  readonly closings: readonly string[];
  readonly totals: readonly RealisedTotal[];
};

/**
 * The positions: a fold of their events. A netting book has one for each instrument and product,
 * and keeps it when it is flat. In a hedging book each entry is a position of its own: flat, it
 * leaves, its figures go into the total of its book and instrument, and only the last few are kept,
 * because a late fill or a bust may still come.
 */
export class PositionTable {
  readonly #held = new Map<string, Position>();
  /** The same by account: who values one account looks at no other's. */
  readonly #heldOf = new Map<AccountId, Map<string, Position>>();
  readonly #closed = new Map<string, Position>();
  readonly #totals = new Map<string, RealisedTotal>();
  /** By account, the net quantity in each instrument; in bigint, so that no unit is ever lost. */
  readonly #accountQty = new Map<AccountId, Map<InstrumentId, bigint>>();
  /** The keys as they closed; one that closed twice is in it twice. */
  #closings: Ring<string>;
  #version = 0;

  /** `closedMax` is how many closed positions are kept. */
  constructor(closedMax: number = CLOSED_POSITIONS_MAX) {
    this.#closings = new Ring(closedMax);
  }

  /** The position of a key's text, while it is kept; undefined where it was never held. */
  find(key: string): Position | undefined {
    return this.#held.get(key) ?? this.#closed.get(key);
  }

  /** An account's net quantity in an instrument, over its books and products. */
  accountQty(account: AccountId, instrument: InstrumentId): number {
    return Number(this.#accountQty.get(account)?.get(instrument) ?? 0n);
  }

  /** The open positions, and the flat ones of netting books, in the order they were first held. */
  held(): IterableIterator<Position> {
    return this.#held.values();
  }

  /** Those of one account, in the same order. */
  heldOf(account: AccountId): Iterable<Position> {
    return this.#heldOf.get(account)?.values() ?? [];
  }

  /** Another number whenever a position may have changed: what was reckoned from them holds no longer. */
  get version(): number {
    return this.#version;
  }

  /** The closed positions of hedging books that are still kept, in the order they closed. */
  closed(): IterableIterator<Position> {
    return this.#closed.values();
  }

  /** What all closed positions of hedging books have come to, those no longer kept too. */
  totals(): IterableIterator<RealisedTotal> {
    return this.#totals.values();
  }

  /** What each book has come to in each instrument, over all positions it ever held, by their names. */
  realised(): readonly RealisedTotal[] {
    const sums = new Map(this.#totals);
    for (const { key, realised, charges } of this.#held.values()) {
      const { account, book, instrument } = key;
      addTotal(sums, { account, book, instrument, realised, charges });
    }
    const byName = [...sums.entries()].sort(([a], [b]) => compareText(a, b));
    return byName.map(([, total]) => total);
  }

  /** Folds an event in, and gives the position as it was before; undefined where it is new. */
  apply(event: PositionEvent): Position | undefined {
    this.#version += 1;
    const text = positionKeyText(event.key);
    const before = this.find(text);
    const position = evolvePosition(before, event);
    if (before !== undefined && this.#closed.delete(text)) this.#total(before, -1n);
    if (isClosed(position)) this.#close(text, position);
    else this.#hold(text, position);
    this.#count(event.key, BigInt(event.qty) - BigInt(before?.qty ?? 0));
    return before;
  }

  /** The state as plain data. */
  exportState(): PositionTableState {
    return {
      held: [...this.#held.values()],
      closed: [...this.#closed.values()],
      closings: [...this.#closings],
      totals: [...this.#totals.values()],
    };
  }

  /** Takes the place of all that was kept so far. */
  importState({ held, closed, closings, totals }: PositionTableState): void {
    this.#version += 1;
    this.#held.clear();
    this.#heldOf.clear();
    this.#closed.clear();
    this.#totals.clear();
    this.#accountQty.clear();
    this.#closings = new Ring(this.#closings.capacity);
    for (const key of closings) this.#closings.push(key);
    for (const position of closed) this.#closed.set(positionKeyText(position.key), position);
    for (const total of totals) this.#totals.set(totalText(total), total);
    for (const position of held) {
      this.#hold(positionKeyText(position.key), position);
      this.#count(position.key, BigInt(position.qty));
    }
  }

  #hold(text: string, position: Position): void {
    const { account } = position.key;
    this.#held.set(text, position);
    const ofAccount = this.#heldOf.get(account) ?? new Map<string, Position>();
    this.#heldOf.set(account, ofAccount.set(text, position));
  }

  #close(text: string, position: Position): void {
    this.#held.delete(text);
    this.#heldOf.get(position.key.account)?.delete(text);
    const { size, capacity } = this.#closings;
    const oldest = size === capacity ? this.#closings.at(size - 1) : undefined;
    if (oldest !== undefined) this.#closed.delete(oldest);
    this.#closings.push(text);
    this.#closed.set(text, position);
    this.#total(position, 1n);
  }

  /** Adds a closed position to the total of its book and instrument, or takes it out again. */
  #total({ key, realised, charges }: Position, sign: 1n | -1n): void {
    const { account, book, instrument } = key;
    const change =
      sign === 1n
        ? { realised, charges }
        : { realised: negateMoney(realised), charges: negateMoney(charges) };
    addTotal(this.#totals, { account, book, instrument, ...change });
  }

  #count({ account, instrument }: PositionKey, change: bigint): void {
    const ofAccount = this.#accountQty.get(account) ?? new Map<InstrumentId, bigint>();
    this.#accountQty.set(account, ofAccount);
    ofAccount.set(instrument, (ofAccount.get(instrument) ?? 0n) + change);
  }
}

/** A flat position that no other entry will ever be part of. */
function isClosed({ key, qty }: Position): boolean {
  return qty === 0 && key.id !== null;
}

function addTotal(totals: Map<string, RealisedTotal>, change: RealisedTotal): void {
  const text = totalText(change);
  const before = totals.get(text);
  if (before === undefined) totals.set(text, change);
  else {
    const realised = addMoney(before.realised, change.realised);
    const charges = addMoney(before.charges, change.charges);
    totals.set(text, { ...change, realised, charges });
  }
}

function totalText({
  account,
  book,
  instrument,
}: Pick<RealisedTotal, 'account' | 'book' | 'instrument'>): string {
  return `${account}/${book}/${instrument}`;
}
