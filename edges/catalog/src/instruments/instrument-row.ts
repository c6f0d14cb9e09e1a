import type { InstrumentId } from 'argosy/core';

/** What an instrument of the master is. A bond trades like a share; the kernel takes it as one. */
export type InstrumentKind = 'equity' | 'bond' | 'index' | 'future' | 'option';

/**
 * One instrument of the master, made when it is asked for. Prices are whole numbers scaled by
 * `pricePrecision` places, days are counted from 1970-01-01.
 */
export type InstrumentRow = {
  /** Where it stands in its master; another day's has it elsewhere. */
  readonly row: number;
  /** The same on every day, whatever it is renamed to: `SBIN.NSE`. */
  readonly id: InstrumentId;
  readonly exchange: string;
  readonly kind: InstrumentKind;
  /** What it is called at the exchange today: `SBIN`, `NIFTY26NOV24500CE`. */
  readonly symbol: string;
  /** The company's, the index's or the underlying's name; empty where no file says one. */
  readonly name: string;
  /** The series of a share or bond at its exchange, `EQ`; empty where there is none. */
  readonly series: string;
  readonly isin: string | null;
  /** The symbol of what a future or an option is on; null for all else. */
  readonly underlying: string | null;
  readonly expiry: number | null;
  readonly strike: number | null;
  readonly right: 'call' | 'put' | null;
  readonly pricePrecision: number;
  readonly tick: number;
  readonly lot: number;
  /** The last close that a file of the day brought, and the money that was traded, in whole units. */
  readonly close: number | null;
  readonly turnover: number | null;
};
