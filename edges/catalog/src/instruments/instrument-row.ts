import type { InstrumentId } from 'argosy/core';

/** What an instrument of the master is. A bond trades like a share; the kernel takes it as one. */
export type InstrumentKind = 'equity' | 'bond' | 'index' | 'future' | 'option';

/** Every kind, in the order of their numbers in a snapshot: append only. */
export const instrumentKinds: readonly InstrumentKind[] = [
  'equity',
  'bond',
  'index',
  'future',
  'option',
];

/** Whether an instrument of this kind ends on a day and is on something. */
export function isContract(kind: InstrumentKind): boolean {
  return kind === 'future' || kind === 'option';
}

/** What the files say of an instrument, in the master's own terms. */
export type InstrumentFacts = {
  readonly exchange: string;
  readonly kind: InstrumentKind;
  /** The company's, the index's or the underlying's name; empty where no file says one. */
  readonly name: string;
  /** The series of a share or bond at its exchange, `EQ`; empty where there is none. */
  readonly series: string;
  readonly isin: string | null;
  /** The symbol of what a future or an option is on; null for all else. */
  readonly underlying: string | null;
  /** The last day of a future or an option, counted from 1970-01-01. */
  readonly expiry: number | null;
  /** Scaled by `pricePrecision`, like every price here. */
  readonly strike: number | null;
  readonly right: 'call' | 'put' | null;
  readonly pricePrecision: number;
  /** The smallest step of a price; 0 where no file says it. */
  readonly tick: number;
  /** The smallest step of a quantity; 0 where no file says it. */
  readonly lot: number;
  /** The last close that a file of the day brought, and the money that was traded, in whole units. */
  readonly close: number | null;
  readonly turnover: number | null;
};

/** One instrument of the master, made when it is asked for. */
export type InstrumentRow = InstrumentFacts & {
  /** Where it stands in its master; another day's has it elsewhere. */
  readonly row: number;
  /** The same on every day, whatever it is renamed to: `SBIN.NSE`. */
  readonly id: InstrumentId;
  /** What it is called at the exchange today: `SBIN`, `NIFTY26NOV24500CE`. */
  readonly symbol: string;
  /** The first day on which a master had it, counted from 1970-01-01. */
  readonly firstDay: number;
};

/** One row of a file, normalised: what it says, and what its source calls the instrument. */
export type RowDraft = InstrumentFacts & {
  /** What the exchange calls a share, bond or index, without its series; empty of a contract. */
  readonly symbol: string;
  /** The source's own number and name of it; empty where it has none. */
  readonly token: string;
  readonly sourceSymbol: string;
  /** The number the exchange itself gives it, by which files agree; empty where none is said. */
  readonly exchangeToken: string;
};
