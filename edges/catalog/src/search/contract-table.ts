import { compareText, formatDay } from 'argosy/core';

import { compactText } from './fold-text.ts';
import { symbolKey } from './row-terms.ts';
import type { SearchRow, SearchSource } from './search-row.ts';

/** All contracts of one exchange on one thing. */
export type Family = {
  readonly exchange: string;
  readonly underlying: string;
  /** The names that its contracts carry, the symbol aside. */
  readonly name: string;
  readonly contracts: number;
  readonly liquidity: number;
  /** Its expiries, the nearest first: from and up to, as places in the table's list of them. */
  readonly from: number;
  readonly to: number;
};

/** One expiry of a family. */
export type Expiry = {
  readonly day: number;
  readonly date: { readonly day: number; readonly month: number; readonly year: number };
  /** Monday is 1. */
  readonly weekday: number;
  readonly hasFutures: boolean;
  readonly hasOptions: boolean;
  /** Whether it is its family's last in that month, of futures or of options. */
  readonly isMonthly: boolean;
  /** Its contracts, futures first, then by strike, a call before a put: places in the table. */
  readonly from: number;
  readonly to: number;
};

/** What a contract is, in the table: a future, or which right. */
export const contractKinds = { future: 0, call: 1, put: 2 } as const;

/** No more expiries than days. */
const MONTH_EXPIRIES_MAX = 32;

type Draft = { readonly family: string; readonly row: number; readonly contract: Contract };
/** A row that is a future or an option, with all that either needs. */
type Contract = SearchRow & { readonly underlying: string; readonly expiry: number };
type Open = {
  exchange: string;
  underlying: string;
  name: string;
  liquidity: number;
  drafts: Draft[];
};

/** Futures and options by what they are on, when they end, and strike. */
export class ContractTable {
  readonly families: readonly Family[];
  readonly expiries: readonly Expiry[];
  /** By place: where the row stands in its source. */
  readonly rows: Int32Array;
  /** By place: the strike; NaN of a future. */
  readonly strikes: Float64Array;
  readonly kinds: Uint8Array;

  /** Takes the contracts at these places of a source, all of which `isContract` says are some. */
  constructor(source: SearchSource, places: readonly number[]) {
    const open = collect(source, places);
    this.rows = new Int32Array(places.length);
    this.strikes = new Float64Array(places.length);
    this.kinds = new Uint8Array(places.length);
    const families: Family[] = [];
    const expiries: Expiry[] = [];
    let next = 0;
    for (const { exchange, underlying, name, liquidity, drafts } of open) {
      const from = expiries.length;
      drafts.sort(compareDrafts);
      for (const list of byExpiry(drafts)) {
        for (const [at, draft] of list.entries()) this.#put(next + at, draft);
        expiries.push(toExpiry(list, next));
        next += list.length;
      }
      markMonthly(expiries, from);
      const to = expiries.length;
      families.push({ exchange, underlying, name, liquidity, contracts: drafts.length, from, to });
    }
    this.families = families;
    this.expiries = expiries;
  }

  #put(place: number, { row, contract }: Draft): void {
    this.rows[place] = row;
    this.strikes[place] = contract.kind === 'option' ? (contract.strike ?? 0) : Number.NaN;
    this.kinds[place] =
      contractKinds[contract.kind === 'option' ? (contract.right ?? 'call') : 'future'];
  }
}

/** Whether a row is a future, or an option, that says all it is known by. */
export function isContract(row: SearchRow): row is Contract {
  if (row.underlying === null || row.expiry === null) return false;
  if (row.kind === 'future') return true;
  return row.kind === 'option' && row.strike !== null && row.right !== null;
}

function collect(source: SearchSource, places: readonly number[]): readonly Open[] {
  const families = new Map<string, Open>();
  for (const row of places) {
    const contract = source.row(row);
    if (!isContract(contract)) continue;
    const { exchange, underlying, liquidity } = contract;
    const family = `${exchange}|${underlying}`;
    let open = families.get(family);
    if (open === undefined) {
      open = { exchange, underlying, name: '', liquidity: 0, drafts: [] };
      families.set(family, open);
    }
    if (open.name === '' && isNameOf(contract)) open.name = contract.name;
    open.liquidity += liquidity;
    open.drafts.push({ family, row, contract });
  }
  return [...families]
    .toSorted(([one], [other]) => compareText(one, other))
    .map(([, open]) => open);
}

/** Many lists repeat the symbol as the name, or make a name of the contract itself. */
function isNameOf({ name, underlying }: Contract): boolean {
  const compact = compactText(name);
  return (
    compact !== '' && compact !== symbolKey(underlying) && !/\d{4,}|fut$|ce$|pe$/u.test(compact)
  );
}

function compareDrafts({ contract: one }: Draft, { contract: other }: Draft): number {
  if (one.expiry !== other.expiry) return one.expiry - other.expiry;
  if (one.kind !== other.kind) return one.kind === 'future' ? -1 : 1;
  const strikes = (one.strike ?? 0) - (other.strike ?? 0);
  if (strikes !== 0) return strikes;
  if (one.right !== other.right) return one.right === 'call' ? -1 : 1;
  return compareText(one.symbol, other.symbol);
}

function byExpiry(drafts: readonly Draft[]): readonly (readonly Draft[])[] {
  const lists: Draft[][] = [];
  for (const draft of drafts) {
    const last = lists.at(-1);
    if (last?.[0]?.contract.expiry === draft.contract.expiry) last.push(draft);
    else lists.push([draft]);
  }
  return lists;
}

function toExpiry(list: readonly Draft[], from: number): Expiry {
  const day = list[0]?.contract.expiry ?? 0;
  const [year = 0, month = 0, date = 0] = formatDay(day).split('-').map(Number);
  // The first of January 1970 was a Thursday.
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  const hasFutures = list.some(({ contract }) => contract.kind === 'future');
  const hasOptions = list.some(({ contract }) => contract.kind === 'option');
  const to = from + list.length;
  return {
    day,
    date: { day: date, month, year },
    weekday,
    hasFutures,
    hasOptions,
    isMonthly: false,
    from,
    to,
  };
}

/** Futures and options of one month may end on different days: each sort has its own last. */
function markMonthly(expiries: Expiry[], from: number): void {
  for (let at = from; at < expiries.length; at += 1) {
    const one = expiries[at];
    if (one === undefined) continue;
    const later = expiries
      .slice(at + 1, at + MONTH_EXPIRIES_MAX)
      .filter((other) => isSameMonth(one, other));
    const isLastFuture = one.hasFutures && !later.some(({ hasFutures }) => hasFutures);
    const isLastOption = one.hasOptions && !later.some(({ hasOptions }) => hasOptions);
    expiries[at] = { ...one, isMonthly: isLastFuture || isLastOption };
  }
}

function isSameMonth({ date: one }: Expiry, { date: other }: Expiry): boolean {
  return one.month === other.month && one.year === other.year;
}
