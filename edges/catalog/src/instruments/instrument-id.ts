import { formatDay, formatScaled, isInstrumentId, parseDay } from 'argosy/core';

/** What ends on a day: a future, or an option with its right and its strike as it is written. */
export type ContractName = {
  readonly underlying: string;
  /** Days since 1970-01-01. */
  readonly expiry: number;
  readonly right: 'call' | 'put' | null;
  /** `24500`, `97.5`; null of a future. */
  readonly strike: string | null;
};

/** An id in its parts. */
export type IdParts = {
  readonly exchange: string;
  /** All before the exchange: `SBIN`, `NIFTY-20261124-C24500`. */
  readonly symbol: string;
  /** Null where it is no future and no option. */
  readonly contract: ContractName | null;
};

const contractPattern = /^(.+)-(\d{4})(\d\d)(\d\d)-(?:F|([CP])(\d+(?:\.\d+)?))$/u;

/** The permanent name of a share, bond or index: `SBIN.NSE`; what no id may hold, becomes a line. */
export function cashName(symbol: string, exchange: string): string {
  return `${symbol.replaceAll(' ', '_')}.${exchange}`;
}

/** The permanent name of a future or an option: `NIFTY-20261124-F.NFO`, `NIFTY-20261124-C24500.NFO`. */
export function contractName(name: ContractName, exchange: string): string {
  const { underlying, expiry, right, strike } = name;
  const end = strike === null ? 'F' : `${right === 'put' ? 'P' : 'C'}${strike}`;
  return `${underlying.replaceAll(' ', '_')}-${compactDay(expiry)}-${end}.${exchange}`;
}

/** A strike as it stands in an id: no zeros behind the dot that say nothing. */
export function strikeText(strike: number, precision: number): string {
  const text = formatScaled(strike, precision);
  return text.includes('.') ? text.replace(/\.?0+$/u, '') : text;
}

/** Takes an id apart; null where it can be none, names no exchange, or a day that is none. */
export function parseInstrumentId(id: string): IdParts | null {
  if (!isInstrumentId(id)) return null;
  const dot = id.lastIndexOf('.');
  if (dot < 1 || dot === id.length - 1) return null;
  const symbol = id.slice(0, dot);
  const exchange = id.slice(dot + 1);
  const match = contractPattern.exec(symbol);
  if (match === null) return { exchange, symbol, contract: null };
  const [, underlying = '', year, month, date, right, strike] = match;
  const expiry = parseDay(`${year}-${month}-${date}`);
  if (!expiry.ok) return null;
  const named = strike === undefined ? null : right === 'P' ? ('put' as const) : ('call' as const);
  const contract = { underlying, expiry: expiry.value, right: named, strike: strike ?? null };
  return { exchange, symbol, contract };
}

/** Days as they stand in ids: many contracts end on few of them. */
const compactDays = new Map<number, string>();
const COMPACT_DAYS_MAX = 10_000;

function compactDay(day: number): string {
  const known = compactDays.get(day);
  if (known !== undefined) return known;
  const text = formatDay(day).replaceAll('-', '');
  if (compactDays.size < COMPACT_DAYS_MAX) compactDays.set(day, text);
  return text;
}
