import type { InstrumentColumns } from './columns.ts';
import { instrumentKinds, isContract } from './instrument-row.ts';

/** What names a contract: a future has neither strike nor right. */
export type ContractKey = {
  readonly exchange: string;
  readonly underlying: string;
  /** Counted from 1970-01-01. */
  readonly expiry: number;
  /** Scaled by the precision of its prices. */
  readonly strike: number | null;
  readonly right: 'call' | 'put' | null;
};

/** The two options of a strike; -1 where there is none. */
export type ChainStep = { readonly strike: number; readonly call: number; readonly put: number };

/** From which row to before which. */
type Range = { readonly from: number; readonly to: number };
/** The futures and the options of an underlying: rows in order of expiry, strike and right. */
type Group = { readonly futures: Range; readonly options: Range };

const none: Range = { from: 0, to: 0 };
const futureKind = instrumentKinds.indexOf('future');

/** The contracts of each underlying; their rows stand together, so that a search halves a range. */
export class ContractGroups {
  readonly #columns: InstrumentColumns;
  readonly #groups = new Map<string, Map<string, Group>>();

  constructor(columns: InstrumentColumns) {
    this.#columns = columns;
    const { kinds, underlyings, exchanges } = columns;
    for (let from = 0; from < kinds.length;) {
      let to = from + 1;
      const isSame = (row: number): boolean =>
        underlyings[row] === underlyings[from] &&
        exchanges[row] === exchanges[from] &&
        kinds[row] === kinds[from];
      while (to < kinds.length && isSame(to)) to += 1;
      this.#add({ from, to });
      from = to;
    }
  }

  find({ exchange, underlying, expiry, strike, right }: ContractKey): number {
    const group = this.#groupOf(exchange, underlying);
    if (group === undefined) return -1;
    const range = right === null ? group.futures : group.options;
    const wanted = strike ?? Number.NEGATIVE_INFINITY;
    const row = this.#lowest(range, expiry, wanted, right === 'put' ? 2 : 1);
    if (row === range.to || this.#columns.expiries[row] !== expiry) return -1;
    if (right === null) return row;
    const { strikes, rights } = this.#columns;
    const isFound = strikes[row] === strike && rights[row] === (right === 'put' ? 2 : 1);
    return isFound ? row : -1;
  }

  expiries(exchange: string, underlying: string): readonly number[] {
    const days = new Set<number>();
    for (const row of this.rows(exchange, underlying)) {
      days.add(this.#columns.expiries[row] ?? 0);
    }
    return [...days].sort((a, b) => a - b);
  }

  chain(exchange: string, underlying: string, expiry: number): readonly ChainStep[] {
    const range = this.#groupOf(exchange, underlying)?.options ?? none;
    const { strikes, rights, expiries } = this.#columns;
    const steps = new Map<number, { strike: number; call: number; put: number }>();
    let row = this.#lowest(range, expiry, Number.NEGATIVE_INFINITY, 0);
    for (; row < range.to && expiries[row] === expiry; row += 1) {
      const strike = strikes[row] ?? 0;
      const step = steps.get(strike) ?? { strike, call: -1, put: -1 };
      if (rights[row] === 2) step.put = row;
      else step.call = row;
      steps.set(strike, step);
    }
    return [...steps.values()];
  }

  rows(exchange: string, underlying: string): readonly number[] {
    const group = this.#groupOf(exchange, underlying);
    if (group === undefined) return [];
    return [group.futures, group.options].flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, place) => from + place),
    );
  }

  #groupOf(exchange: string, underlying: string): Group | undefined {
    return this.#groups.get(exchange)?.get(underlying);
  }

  #add(range: Range): void {
    const { kinds, underlyings, exchanges, words } = this.#columns;
    const kind = kinds[range.from] ?? 0;
    if (!isContract(instrumentKinds[kind] ?? 'equity')) return;
    const exchange = words[exchanges[range.from] ?? 0] ?? '';
    const underlying = words[underlyings[range.from] ?? 0] ?? '';
    const groups = this.#groups.get(exchange) ?? new Map<string, Group>();
    const group = groups.get(underlying) ?? { futures: none, options: none };
    const part = kind === futureKind ? { futures: range } : { options: range };
    groups.set(underlying, { ...group, ...part });
    this.#groups.set(exchange, groups);
  }

  /** The first row of a range that is not before these. */
  #lowest({ from, to }: Range, expiry: number, strike: number, right: number): number {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#isBefore(middle, expiry, strike, right)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isBefore(row: number, expiry: number, strike: number, right: number): boolean {
    const { expiries, strikes, rights } = this.#columns;
    const day = expiries[row] ?? 0;
    if (day !== expiry) return day < expiry;
    const price = strikes[row] ?? 0;
    // A future has no strike: NaN is before nothing, and the first of its day is found.
    if (price !== strike) return price < strike;
    return (rights[row] ?? 0) < right;
  }
}
