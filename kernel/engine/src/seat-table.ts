import type { AccountId, BookId, StrategyId } from 'argosy/core';

import { engineError } from './errors.ts';
import type { StrategySeat } from './strategy-seat.ts';

/** The strategies of an engine, by id: the one order in which they hear of anything. */
export class SeatTable {
  #all: readonly StrategySeat[] = [];
  readonly #byId = new Map<StrategyId, StrategySeat>();
  readonly #byBook = new Map<string, StrategySeat>();

  /** Every seat, by id. */
  get all(): readonly StrategySeat[] {
    return this.#all;
  }

  /** The seats by their ids. */
  get byId(): ReadonlyMap<StrategyId, StrategySeat> {
    return this.#byId;
  }

  /** The seat whose book it is. */
  ofBook(account: AccountId, book: BookId): StrategySeat | undefined {
    return this.#byBook.get(bookText(account, book));
  }

  /** Takes a seat in at its place; refuses a second one of an id or of a book. */
  add(seat: StrategySeat): void {
    const { id, account, book } = seat.setup;
    const text = bookText(account, book);
    if (this.#byId.has(id)) throw engineError('DUPLICATE_STRATEGY', `id ${id}`);
    if (this.#byBook.has(text)) throw engineError('DUPLICATE_STRATEGY', `book ${text} of ${id}`);
    this.#byId.set(id, seat);
    this.#byBook.set(text, seat);
    this.#lay([...this.#all, seat].sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  /** Lets go of a seat. */
  remove(seat: StrategySeat): void {
    const { id, account, book } = seat.setup;
    this.#byId.delete(id);
    this.#byBook.delete(bookText(account, book));
    this.#lay(this.#all.filter((other) => other !== seat));
  }

  /** Those that stay keep their order among themselves: what is sorted by it stays sorted. */
  #lay(seats: readonly StrategySeat[]): void {
    this.#all = seats;
    for (const [order, seat] of seats.entries()) seat.order = order;
  }
}

function bookText(account: AccountId, book: BookId): string {
  return `${account}/${book}`;
}
