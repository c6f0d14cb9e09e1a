import type { InstrumentIndex } from 'argosy/core';
import type { Instrument, InstrumentTable } from 'argosy/domain';

import type { MarkMove } from './market-marks.ts';

/** What the benchmark is, in words. */
export const benchmarkConvention: string =
  'equal parts of each from its first price on, prices as they were traded: no dividends, no charges';

/** How many names of a mixed benchmark are told. */
const NAMES_MAX = 5;

/** What holding equal parts of some instruments would have come to, from the first price of each on. */
export class BenchmarkLine {
  readonly #first: Float64Array;
  readonly #last: Float64Array;
  readonly #isOf: Uint8Array;
  readonly #names: string[];
  #sum = 0;
  #count = 0;

  constructor(instruments: InstrumentTable, chosen: readonly Instrument[]) {
    this.#first = new Float64Array(instruments.size).fill(NaN);
    this.#last = new Float64Array(instruments.size);
    this.#isOf = new Uint8Array(instruments.size);
    this.#names = chosen.map(({ id }) => id);
    for (const { id } of chosen) this.#isOf[instruments.indexOf(id) ?? -1] = 1;
  }

  /** Its growth since the beginning: 1 at first; NaN before the first price. */
  get growth(): number {
    return this.#count === 0 ? NaN : this.#sum / this.#count;
  }

  /** What it is of, in words; null where it is of nothing. */
  get name(): string | null {
    const { length } = this.#names;
    if (length === 0) return null;
    const shown = this.#names.slice(0, NAMES_MAX).join(', ');
    return length > NAMES_MAX ? `${shown} and ${length - NAMES_MAX} more` : shown;
  }

  /** Begins anew at the prices that are known. */
  begin(): void {
    [this.#sum, this.#count] = [0, 0];
    for (const [index, last] of this.#last.entries()) {
      if (last <= 0) continue;
      this.#first[index] = last;
      this.#sum += 1;
      this.#count += 1;
    }
  }

  /** Takes in where a price has gone. One that comes later joins with what the others have grown to. */
  mark({ index, mark2 }: MarkMove): void {
    if (this.#isOf[index] !== 1 || mark2 <= 0) return;
    const first = this.#first[index] ?? NaN;
    if (Number.isNaN(first)) this.#join(index, mark2);
    else this.#sum += (mark2 - (this.#last[index] ?? 0)) / first;
    this.#last[index] = mark2;
  }

  #join(index: InstrumentIndex, mark2: number): void {
    const worth = this.#count === 0 ? 1 : this.#sum / this.#count;
    this.#first[index] = mark2 / worth;
    this.#sum += worth;
    this.#count += 1;
  }
}

/** The instruments of a benchmark: the one that is named, else the only index, else all that can be held for good. */
export function benchmarkOf(
  instruments: InstrumentTable,
  named: string | null,
): readonly Instrument[] {
  const { all } = instruments;
  if (named !== null) return all.filter(({ id }) => id === named);
  const indexes = all.filter(({ kind }) => kind === 'index');
  if (indexes.length === 1) return indexes;
  const kinds: readonly Instrument['kind'][] = [
    'equity',
    'cryptoSpot',
    'currencyPair',
    'perpetual',
  ];
  return all.filter(({ kind }) => kinds.includes(kind));
}
