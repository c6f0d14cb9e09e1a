import type { InstrumentIndex, Timestamp } from 'argosy/core';

import { bookNights, carriedAccounts, isNightDue, type CarriedAccount } from './carry-path.ts';
import {
  isMarginMoved,
  marginedAccounts,
  watchMargin,
  type MarginedAccount,
} from '../margin/margin-watch.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * What becomes of accounts by itself: what a night costs them, and what prices leave of their margin. Of
 * accounts that ask for none of it nothing is ever looked at.
 */
export class AccountUpkeep {
  readonly #parts: TradingParts;
  readonly #carried: readonly CarriedAccount[];
  readonly #margined: readonly MarginedAccount[];

  constructor(parts: TradingParts) {
    this.#parts = parts;
    this.#carried = carriedAccounts(parts.config);
    this.#margined = marginedAccounts(parts);
  }

  /** Whether a night has passed that is not booked. */
  isNightDue(now: Timestamp): boolean {
    if (this.#carried.length === 0) return false;
    for (const carried of this.#carried) if (isNightDue(this.#parts, carried, now)) return true;
    return false;
  }

  /** Books the nights that have passed, before anything else of the turn is decided. */
  bookNights(now: Timestamp): void {
    for (const carried of this.#carried) {
      if (isNightDue(this.#parts, carried, now)) bookNights(this.#parts, carried);
    }
  }

  /** Whether a price, or what happens without one (-1), may concern the margin of any account. */
  isMarginMoved(priced: InstrumentIndex | -1): boolean {
    if (this.#margined.length === 0) return false;
    for (const margined of this.#margined) {
      if (isMarginMoved(this.#parts, margined, priced)) return true;
    }
    return false;
  }

  /**
   * Looks at the margin of the accounts that a price concerns; whether anything may have been said. What
   * prices make takes no room that the journal keeps for fills.
   */
  watchMargins(priced: InstrumentIndex | -1): boolean {
    let isAnythingSaid = false;
    if (this.#parts.fold.accounts.storageShortage !== null) return false;
    for (const margined of this.#margined) {
      if (!isMarginMoved(this.#parts, margined, priced)) continue;
      if (watchMargin(this.#parts, margined)) isAnythingSaid = true;
    }
    return isAnythingSaid;
  }
}
