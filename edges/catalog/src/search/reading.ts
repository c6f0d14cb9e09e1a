import type { SearchKind } from './search-row.ts';

/** When a contract that is meant ends; null where the phrase does not say. */
export type ExpiryWish = {
  readonly day: number | null;
  readonly month: number | null;
  readonly year: number | null;
  readonly weekday: number | null;
  readonly cadence: 'weekly' | 'monthly' | null;
  /** How many that fit are passed over: 1 is the next but one. */
  readonly turn: number | null;
};

/** One way to understand a phrase. */
export type Reading = {
  /** What it is called; empty where the phrase names nothing. */
  readonly words: readonly string[];
  readonly exchanges: readonly string[] | null;
  readonly kinds: readonly SearchKind[] | null;
  readonly product: 'future' | 'option' | null;
  readonly right: 'call' | 'put' | null;
  readonly strike: number | null;
  readonly expiry: ExpiryWish;
};

/** A reading that asks for nothing yet. */
export const emptyReading: Reading = {
  words: [],
  exchanges: null,
  kinds: null,
  product: null,
  right: null,
  strike: null,
  expiry: { day: null, month: null, year: null, weekday: null, cadence: null, turn: null },
};

/** Whether a reading means a future or an option. */
export function meansContract({ product, right, strike, expiry }: Reading): boolean {
  return product !== null || right !== null || strike !== null || meansExpiry(expiry);
}

/** Whether it says anything of when that ends; a turn alone says nothing. */
function meansExpiry({ day, month, year, weekday, cadence }: ExpiryWish): boolean {
  return day !== null || month !== null || year !== null || weekday !== null || cadence !== null;
}
