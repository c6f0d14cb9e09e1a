/** What a thing that can be found is. */
export type SearchKind =
  | 'equity'
  | 'fund'
  | 'bond'
  | 'index'
  | 'currencyPair'
  | 'cryptoSpot'
  | 'commodity'
  | 'future'
  | 'option'
  | 'other';

/** One instrument as search sees it: what it is called, and what it is found and ranked by. */
export type SearchRow = {
  /** The instrument's permanent id: `SBIN.NSE`. */
  readonly id: string;
  readonly exchange: string;
  readonly kind: SearchKind;
  /** What it is called at its exchange today: `SBIN`, `NIFTY24NOV2624500CE`. */
  readonly symbol: string;
  /** The name of the company, the index or the underlying; empty where none is known. */
  readonly name: string;
  readonly isin: string | null;
  /** Other names it goes by: brokers' symbols, a scrip code. Each is found as it stands, and by its beginning. */
  readonly aliases: readonly string[];
  /** The symbol of what a future or an option is on; null for all else. */
  readonly underlying: string | null;
  /** The last day of a future or an option, counted from 1970-01-01. */
  readonly expiry: number | null;
  /** In whole units of price, as it is written: 24500, 97.5. */
  readonly strike: number | null;
  readonly right: 'call' | 'put' | null;
  /** How much of it is traded, in any one measure; 0 where nobody knows. */
  readonly liquidity: number;
  /** In any one currency; 0 where nobody knows. */
  readonly marketCap: number;
};

/** All rows of one day, each made when it is asked for; an index keeps the source, not its rows. */
export type SearchSource = {
  /** Another one for every change of the rows: pages of one version never mix with another's. */
  readonly version: string;
  /** The day that "nearest" is counted from; what ended before it is not found. */
  readonly day: number;
  readonly count: number;
  /** The row at a place from 0 to `count - 1`; the same one each time. */
  row(place: number): SearchRow;
};

/** A source of rows that are already there. */
export function sourceOfRows(
  rows: readonly SearchRow[],
  { version, day }: { readonly version: string; readonly day: number },
): SearchSource {
  const row = (place: number): SearchRow => {
    const found = rows[place];
    if (found === undefined) throw new RangeError(`no row ${place} of ${rows.length}`);
    return found;
  };
  return { version, day, count: rows.length, row };
}
