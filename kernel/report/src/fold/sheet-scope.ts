import type { AccountId, BookId, Currency } from 'argosy/core';

/** Whose results a sheet is of. */
export type SheetScope = {
  readonly accounts: readonly AccountId[];
  /** The book of one strategy; null for all of the accounts. */
  readonly book: BookId | null;
  /** What a book begins with, in minor units; null for what its account is worth then. */
  readonly basis: bigint | null;
  readonly currency: Currency;
};
