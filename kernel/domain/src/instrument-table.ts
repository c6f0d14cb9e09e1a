import { assert, compareText, type InstrumentId, type InstrumentIndex } from 'argosy/core';

import { domainError } from './errors.ts';
import type { Instrument } from './instrument.ts';
import { toInstrumentIndex } from './interned.ts';

/**
 * The instruments of one run, interned: each id has a small dense index that hot paths use.
 * The order is by id, so that nothing depends on who registered first.
 *
 * @example
 * const table = new InstrumentTable([sbin, nifty]);
 * const index = table.indexOf(sbin.id);
 */
export class InstrumentTable {
  readonly #instruments: readonly Instrument[];
  readonly #indexes = new Map<InstrumentId, InstrumentIndex>();

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = [...instruments].sort((a, b) => compareText(a.id, b.id));
    for (const [index, { id }] of this.#instruments.entries()) {
      if (this.#indexes.has(id)) throw domainError('DUPLICATE_INSTRUMENT', id);
      this.#indexes.set(id, toInstrumentIndex(index));
    }
  }

  /** How many instruments there are; indexes run from 0 to `size - 1`. */
  get size(): number {
    return this.#instruments.length;
  }

  /** All instruments, by id. */
  get all(): readonly Instrument[] {
    return this.#instruments;
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
}
