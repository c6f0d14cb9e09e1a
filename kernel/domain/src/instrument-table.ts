import { assert, compareText, type InstrumentId, type InstrumentIndex } from 'argosy/core';

import { domainError } from './errors.ts';
import type { Instrument } from './instrument.ts';
import { toInstrumentIndex } from './interned.ts';

/** How a table is made. */
export type InstrumentTableOptions = {
  /** How many instruments it may come to have: what is kept for each has room for so many. No more than it begins with, unless told. */
  readonly room?: number;
  /** Whether they keep the order they are given in: that of another table, whose indexes are to mean the same. By id unless told. */
  readonly isOrdered?: boolean;
};

/**
 * The instruments of one run, interned: each id has a small dense index that hot paths use.
 * The order is by id, so that nothing depends on who registered first; what is listed later stands behind.
 *
 * @example
 * const table = new InstrumentTable([sbin, nifty]);
 * const index = table.indexOf(sbin.id);
 */
export class InstrumentTable {
  /** How many there may come to be. */
  readonly room: number;
  readonly #instruments: Instrument[] = [];
  #byId: readonly Instrument[] | null = null;
  readonly #indexes = new Map<InstrumentId, InstrumentIndex>();

  constructor(
    instruments: readonly Instrument[],
    { room = instruments.length, isOrdered = false }: InstrumentTableOptions = {},
  ) {
    this.room = room;
    const ordered = isOrdered
      ? instruments
      : instruments.toSorted((a, b) => compareText(a.id, b.id));
    this.#add(ordered);
  }

  /** How many instruments there are; indexes run from 0 to `size - 1`. */
  get size(): number {
    return this.#instruments.length;
  }

  /** All instruments, by index. */
  get all(): readonly Instrument[] {
    return this.#instruments;
  }

  /** All instruments, by id. */
  get byId(): readonly Instrument[] {
    this.#byId ??= this.#instruments.toSorted((a, b) => compareText(a.id, b.id));
    return this.#byId;
  }

  /**
   * Lists more of them, between two inputs: the indexes of those before stay what they are. All or none: where there is
   * no room for them, or one is there already, it throws. So it does for what money is converted through.
   */
  list(more: readonly Instrument[]): void {
    const ids = new Set(more.map(({ id }) => id));
    for (const { id, kind } of more) {
      if (kind === 'currencyPair' || kind === 'cryptoSpot') throw domainError('LISTED_LATE', id);
      if (this.#indexes.has(id) || !ids.delete(id)) throw domainError('DUPLICATE_INSTRUMENT', id);
    }
    this.#add(more.toSorted((a, b) => compareText(a.id, b.id)));
  }

  /** The dense index of an id, or undefined where the run does not know it. */
  indexOf(id: InstrumentId): InstrumentIndex | undefined {
    return this.#indexes.get(id);
  }

  /** The instrument of an id, or undefined where the run does not know it. */
  find(id: InstrumentId): Instrument | undefined {
    const index = this.#indexes.get(id);
    return index === undefined ? undefined : this.#instruments[index];
  }

  /** The instrument at an index this table gave out. */
  at(index: InstrumentIndex): Instrument {
    const instrument = this.#instruments[index];
    assert(instrument !== undefined, `instrument index ${index} of ${this.size}`);
    return instrument;
  }

  #add(ordered: readonly Instrument[]): void {
    this.#byId = null;
    if (this.size + ordered.length > this.room) {
      throw domainError(
        'TABLE_FULL',
        `${this.size} and ${ordered.length} more, room for ${this.room}`,
      );
    }
    for (const instrument of ordered) {
      const { id } = instrument;
      if (this.#indexes.has(id)) throw domainError('DUPLICATE_INSTRUMENT', id);
      this.#indexes.set(id, toInstrumentIndex(this.size));
      this.#instruments.push(instrument);
    }
  }
}
