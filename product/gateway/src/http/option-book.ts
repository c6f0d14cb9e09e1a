import type { InstrumentId, Timestamp } from 'argosy/core';
import type { Future, Instrument, InstrumentTable, Option } from 'argosy/domain';

/** What stands on an underlying. */
export type Derivatives = {
  readonly options: readonly Option[];
  readonly futures: readonly Future[];
};

const none: Derivatives = { options: [], futures: [] };

/** The options and futures of a table by what they are on; gone through again once more are listed. */
export class OptionBook {
  readonly #instruments: Pick<InstrumentTable, 'all'>;
  #of: ReadonlyMap<InstrumentId, Derivatives> = new Map();
  #seen = 0;

  constructor(instruments: Pick<InstrumentTable, 'all'>) {
    this.#instruments = instruments;
  }

  /** What stands on an underlying. */
  on(underlying: InstrumentId): Derivatives {
    const { all } = this.#instruments;
    if (all.length !== this.#seen) this.#of = byUnderlying(all);
    this.#seen = all.length;
    return this.#of.get(underlying) ?? none;
  }

  /** The instants from now on at which its options end, the next first. */
  endsOn(underlying: InstrumentId, now: Timestamp): readonly Timestamp[] {
    const ends = this.on(underlying).options.map(({ expiresAt }) => expiresAt);
    return [...new Set(ends)].filter((at) => at > now).toSorted((one, other) => one - other);
  }
}

function byUnderlying(all: readonly Instrument[]): ReadonlyMap<InstrumentId, Derivatives> {
  const of = new Map<InstrumentId, { options: Option[]; futures: Future[] }>();
  for (const instrument of all) {
    if (instrument.kind !== 'option' && instrument.kind !== 'future') continue;
    const entry = of.get(instrument.underlying) ?? { options: [], futures: [] };
    of.set(instrument.underlying, entry);
    if (instrument.kind === 'option') entry.options.push(instrument);
    else entry.futures.push(instrument);
  }
  return of;
}
