import type { TextColumn } from './text-column.ts';

/** A symbol that an instrument had once, or an instrument that is no more. */
export type SymbolAlias = {
  readonly exchange: string;
  readonly symbol: string;
  readonly id: string;
  readonly isin: string | null;
  /** The first and the last day it was called so, counted from 1970-01-01. */
  readonly from: number;
  readonly to: number;
};

/** What one source calls each row; empty where it does not know it. */
export type SourceColumns = {
  readonly name: string;
  readonly tokens: TextColumn;
  readonly symbols: TextColumn;
};

/** The most aliases a master keeps. */
export const ALIASES_MAX = 100_000;
/** What stands in a column of days or prices where there is none. */
export const NO_DAY = -1;

/**
 * All rows of a master, a column each, in order of exchange, underlying or symbol, kind, expiry, strike
 * and right: the contracts of one underlying stand together.
 */
export type InstrumentColumns = {
  /** The day they are of, counted from 1970-01-01. */
  readonly day: number;
  /** Exchanges, names, series and underlyings; rows have their places in it. The first is empty. */
  readonly words: readonly string[];
  readonly ids: TextColumn;
  /** The exchange's symbol; empty of a contract, which is called what its first source calls it. */
  readonly symbols: TextColumn;
  readonly isins: TextColumn;
  /** Places in `words`: there are at most 255 exchanges, and they come first. */
  readonly exchanges: Uint8Array;
  readonly names: Uint32Array;
  readonly series: Uint32Array;
  readonly underlyings: Uint32Array;
  readonly kinds: Uint8Array;
  /** 0 none, 1 call, 2 put. */
  readonly rights: Uint8Array;
  readonly precisions: Uint8Array;
  readonly expiries: Int32Array;
  readonly firstDays: Int32Array;
  /** NaN where there is none. */
  readonly strikes: Float64Array;
  readonly ticks: Int32Array;
  readonly lots: Int32Array;
  readonly closes: Float64Array;
  readonly turnovers: Float64Array;
  readonly sources: readonly SourceColumns[];
  readonly aliases: readonly SymbolAlias[];
};
