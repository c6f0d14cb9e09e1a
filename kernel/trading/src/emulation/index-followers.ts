import type { InstrumentIndex } from 'argosy/core';
import type { InstrumentTable } from 'argosy/domain';

const none: readonly InstrumentIndex[] = [];

/**
 * The instruments for which an order waits for their index, by what they are written on: the price of
 * that is their index. It costs a look at most, however much is written on an instrument.
 */
export class IndexFollowers {
  readonly #instruments: InstrumentTable;
  /** By underlying and what is written on it, how many orders wait. */
  readonly #counts = new Map<number, Map<InstrumentIndex, number>>();

  constructor(instruments: InstrumentTable) {
    this.#instruments = instruments;
  }

  /** Whether an order waits for an instrument as the index of another. */
  isFollowed(underlying: number): boolean {
    return this.#counts.size > 0 && this.#counts.has(underlying);
  }

  /** What is written on an instrument, and an order waits for, in the order of the instruments. */
  of(underlying: number): readonly InstrumentIndex[] {
    const counts = this.#counts.get(underlying);
    return counts === undefined ? none : [...counts.keys()].sort((one, other) => one - other);
  }

  /** Counts an order in (1) or out (-1) that waits for the index of an instrument. */
  count(instrument: InstrumentIndex, change: 1 | -1): void {
    const underlying = this.#underlyingOf(instrument);
    if (underlying === undefined) return;
    const counts = this.#counts.get(underlying) ?? new Map<InstrumentIndex, number>();
    this.#counts.set(underlying, counts);
    const count = (counts.get(instrument) ?? 0) + change;
    if (count > 0) counts.set(instrument, count);
    else counts.delete(instrument);
    if (counts.size === 0) this.#counts.delete(underlying);
  }

  #underlyingOf(instrument: InstrumentIndex): InstrumentIndex | undefined {
    const terms = this.#instruments.at(instrument);
    return 'underlying' in terms ? this.#instruments.indexOf(terms.underlying) : undefined;
  }
}
