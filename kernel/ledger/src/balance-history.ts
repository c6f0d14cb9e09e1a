import {
  assert,
  toMinor,
  compareText,
  type Currency,
  type Minor,
  type Timestamp,
} from 'argosy/core';
import type { EntryEvent } from 'argosy/domain';

/** How many points a history keeps unless told otherwise: a leg makes one, of an instant the last. */
const DEFAULT_POINTS_MAX = 1_000_000;

type Series = { readonly at: number[]; readonly balance: bigint[] };

/** A balance of a ledger account at an instant. */
export type BalanceAt = {
  readonly ledgerAccount: string;
  readonly currency: Currency;
  readonly balance: Minor;
};

/**
 * What every balance was at any instant since `since`: a fold of entries, by the instants at which
 * they were taken in. Beyond its bound it forgets the older half; the journal has it all, and folding
 * it up to an instant gives the balances of then.
 *
 * @example
 * const history = new BalanceHistory();
 * for (const entry of entries) history.apply(entry);
 * history.balanceAt('MAIN/cash', { currency, at }); // null before `since`
 */
export class BalanceHistory {
  readonly #pointsMax: number;
  readonly #series = new Map<string, Map<Currency, Series>>();
  #points = 0;
  #last = Number.NEGATIVE_INFINITY;
  #since = Number.NEGATIVE_INFINITY;

  constructor({ pointsMax = DEFAULT_POINTS_MAX }: { readonly pointsMax?: number } = {}) {
    assert(pointsMax > 0, `a history of ${pointsMax} points`);
    this.#pointsMax = pointsMax;
  }

  /** From when on it knows; minus infinity while it has forgotten nothing. */
  get since(): number {
    return this.#since;
  }

  /** Folds an entry in. */
  apply({ receivedAt, legs, entry }: Pick<EntryEvent, 'receivedAt' | 'legs' | 'entry'>): void {
    assert(receivedAt >= this.#last, `entry ${entry} was taken in before the one that it follows`);
    this.#last = receivedAt;
    for (const { ledgerAccount, amount } of legs) {
      this.#add(this.#seriesOf(ledgerAccount, amount.currency), receivedAt, amount.amount);
    }
    if (this.#points > this.#pointsMax) this.#forget();
  }

  /** The balance after all that was taken in by an instant; null where that is forgotten. */
  balanceAt(
    ledgerAccount: string,
    { currency, at }: { readonly currency: Currency; readonly at: Timestamp },
  ): Minor | null {
    if (at < this.#since) return null;
    const series = this.#series.get(ledgerAccount)?.get(currency);
    return series === undefined ? toMinor(0n) : lookUp(series, at);
  }

  /** Every balance at an instant that was not nothing; null where that is forgotten. */
  balancesAt(at: Timestamp): readonly BalanceAt[] | null {
    if (at < this.#since) return null;
    const found: BalanceAt[] = [];
    for (const [ledgerAccount, currencies] of this.#series) {
      for (const [currency, series] of currencies) {
        const balance = lookUp(series, at);
        if (balance !== 0n) found.push({ ledgerAccount, currency, balance });
      }
    }
    return found.sort((one, other) => compareText(nameOf(one), nameOf(other)));
  }

  #add({ at, balance }: Series, instant: number, amount: bigint): void {
    const place = at.length - 1;
    const after = (balance[place] ?? 0n) + amount;
    if (at[place] === instant) {
      balance[place] = after;
      return;
    }
    at.push(instant);
    balance.push(after);
    this.#points += 1;
  }

  #seriesOf(ledgerAccount: string, currency: Currency): Series {
    const currencies = this.#series.get(ledgerAccount) ?? new Map<Currency, Series>();
    this.#series.set(ledgerAccount, currencies);
    const series = currencies.get(currency) ?? { at: [], balance: [] };
    currencies.set(currency, series);
    return series;
  }

  /** Of each account its last point of the older half stays: what it was when the newer begins. */
  #forget(): void {
    const every = [...this.#series.values()].flatMap((byCurrency) => [...byCurrency.values()]);
    const instants = Float64Array.from(every.flatMap(({ at }) => at)).sort();
    this.#since = instants[Math.floor(instants.length / 2)] ?? this.#last;
    this.#points = 0;
    for (const { at, balance } of every) {
      const first = Math.max(0, placeAt(at, this.#since));
      at.splice(0, first);
      balance.splice(0, first);
      this.#points += at.length;
    }
  }
}

function nameOf({ ledgerAccount, currency }: BalanceAt): string {
  return `${ledgerAccount} ${currency}`;
}

function lookUp({ at, balance }: Series, instant: number): Minor {
  return toMinor(balance[placeAt(at, instant)] ?? 0n);
}

/** The place of the last instant that is not after another; -1 where all are. */
function placeAt(at: readonly number[], instant: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
