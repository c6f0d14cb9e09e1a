import { assert, type InstrumentId } from 'argosy/core';
import { leastPriceOf, type BarSpecText, type Instrument } from 'argosy/domain';

/** What a row needs to know of its instrument, and what must be remembered between its rows. */
export type SymbolEntry = {
  readonly id: InstrumentId;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
  /** The least price that its kind of instrument can have. */
  readonly leastPrice: number;
  /** The specification of its bars; null where the file brings none. */
  readonly spec: BarSpecText | null;
  /** Where its last bar ended. */
  lastClosesAt: number;
};

type Slot = { readonly name: Uint8Array; readonly entry: SymbolEntry };

const SLOTS = 4096;

/** Finds instruments by the bytes of their ids, without making a string of them each time. */
export class SymbolIndex {
  readonly #entries = new Map<string, SymbolEntry>();
  /** The names met lately, each in the slot of its hash: a bounded memo. */
  readonly #slots: (Slot | undefined)[] = Array.from<undefined>({ length: SLOTS });
  #last: Slot | null = null;

  constructor(
    instruments: readonly Instrument[],
    specOf: (id: InstrumentId) => BarSpecText | null,
  ) {
    for (const instrument of instruments) {
      const { id, pricePrecision, sizePrecision } = instrument;
      this.#entries.set(id, {
        id,
        pricePrecision,
        sizePrecision,
        leastPrice: leastPriceOf(instrument),
        spec: specOf(id),
        lastClosesAt: -Infinity,
      });
    }
  }

  /** The entry of an id that is known to be there. */
  entryOf(id: InstrumentId): SymbolEntry {
    const entry = this.#entries.get(id);
    assert(entry !== undefined, `instrument ${id} is not indexed`);
    return entry;
  }

  /** The entry that these bytes name, or null. */
  find(bytes: Buffer, from: number, to: number): SymbolEntry | null {
    const last = this.#last;
    if (last !== null && isSame(last.name, bytes, from, to)) return last.entry;
    const slot = this.#slotOf(bytes, from, to);
    if (slot === null) return null;
    this.#last = slot;
    return slot.entry;
  }

  #slotOf(bytes: Buffer, from: number, to: number): Slot | null {
    let hash = to - from;
    for (let index = from; index < to; index += 1) {
      hash = (Math.imul(hash, 31) + (bytes[index] ?? 0)) | 0;
    }
    const place = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    const slot = this.#slots[place];
    if (slot !== undefined && isSame(slot.name, bytes, from, to)) return slot;
    const name = bytes.subarray(from, to);
    const entry = this.#entries.get(name.toString('utf8'));
    if (entry === undefined) return null;
    const made = { name: Uint8Array.from(name), entry };
    this.#slots[place] = made;
    return made;
  }
}

function isSame(name: Uint8Array, bytes: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = 0; index < name.length; index += 1) {
    if (name[index] !== bytes[from + index]) return false;
  }
  return true;
}
