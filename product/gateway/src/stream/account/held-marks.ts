import type { InstrumentId, InstrumentIndex } from 'argosy/core';
import { MarkTable, type InstrumentTable, type MarketData } from 'argosy/domain';
import type { HeldPosition } from '@argosy/desk';

/**
 * What positions are valued at on the stream: by the same table as trading has it, of the same prices. Where the market
 * has said nothing since this began, as trading knew it then.
 */
export class HeldMarks {
  readonly #instruments: Pick<InstrumentTable, 'indexOf'>;
  readonly #marks: MarkTable;

  constructor(instruments: Pick<InstrumentTable, 'indexOf' | 'room'>) {
    this.#instruments = instruments;
    this.#marks = new MarkTable(instruments.room);
  }

  /** Keeps what the market says, in its order. */
  keep(instrument: InstrumentIndex, datum: MarketData): void {
    this.#marks.keep(instrument, datum);
  }

  /** Takes in what positions are valued at by trading. */
  begin(positions: readonly HeldPosition[]): void {
    for (const { key, mark2 } of positions) {
      const index = this.#instruments.indexOf(key.instrument);
      const isNew = index !== undefined && Number.isNaN(this.#marks.mark2(index));
      if (isNew && mark2 !== null) this.#marks.keepLast2(index, mark2);
    }
  }

  /** Twice what a position in an instrument is valued at; null where nobody knows. */
  of(instrument: InstrumentId): number | null {
    const index = this.#instruments.indexOf(instrument);
    const mark2 = index === undefined ? Number.NaN : this.#marks.mark2(index);
    return Number.isNaN(mark2) ? null : mark2;
  }
}
