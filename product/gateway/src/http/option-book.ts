import type { InstrumentId, Timestamp } from 'argosy/core';
import type { Future, InstrumentTable, Option } from 'argosy/domain';

/** What stands on an underlying. */
export type Derivatives = {
  readonly options: readonly Option[];
  readonly futures: readonly Future[];
};

const none: Derivatives = { options: [], futures: [] };

/** The options and futures of a table by what they are on; gone through once. */
export class OptionBook {
  readonly #of: ReadonlyMap<InstrumentId, Derivatives>;

  constructor({ all }: Pick<InstrumentTable, 'all'>) {
    const of = new Map<InstrumentId, { options: Option[]; futures: Future[] }>();
    for (const instrument of all) {
      if (instrument.kind !== 'option' && instrument.kind !== 'future') continue;
      const entry = of.get(instrument.underlying) ?? { options: [], futures: [] };
      of.set(instrument.underlying, entry);
      if (instrument.kind === 'option') entry.options.push(instrument);
      else entry.futures.push(instrument);
    }
    this.#of = of;
  }

  /** What stands on an underlying. */
  on(underlying: InstrumentId): Derivatives {
    return this.#of.get(underlying) ?? none;
  }

  /** The instants from now on at which its options end, the next first. */
  endsOn(underlying: InstrumentId, now: Timestamp): readonly Timestamp[] {
    const ends = this.on(underlying).options.map(({ expiresAt }) => expiresAt);
    return [...new Set(ends)].filter((at) => at > now).toSorted((one, other) => one - other);
  }
}
