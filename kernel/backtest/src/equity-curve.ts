import { money, type AccountId, type Currency, type Money, type Timestamp } from 'argosy/core';
import type { EntryEvent } from 'argosy/domain';
import type { Portfolio } from 'argosy/engine';
import { RunningDrawdown } from 'argosy/quant';
import type { AccountConfig } from 'argosy/trading';

import { Growth } from './growth.ts';
import type { OpeningWorth } from './opening-worth.ts';
import type { EquitySample, RunSink } from './run-sink.ts';

/** What a curve is made from. */
export type CurveParts = {
  readonly accounts: readonly AccountConfig[];
  /** What each account opened with in the first one's currency, as far as a rate is known. */
  readonly opening: OpeningWorth;
  readonly portfolio: Portfolio;
};

/** An account that is counted from an instant on, with what it opened with. */
type Joined = { readonly at: Timestamp; readonly account: AccountId; readonly worth: number };

/**
 * Hands equity samples on and follows the deepest fall of all accounts together, in the first one's
 * currency at the rate of each sample: a fall within a day is seen though the day ends well. Money
 * that comes in or goes out is neither a rise nor a fall, and neither is an account of another
 * currency whose first rate comes when the curve has begun.
 */
export class EquityCurve implements RunSink {
  /** How many instants the fall is taken over. */
  points = 0;
  readonly #sink: RunSink;
  readonly #parts: CurveParts;
  readonly #currency: Currency | null;
  readonly #drawdown = new RunningDrawdown();
  readonly #growth = new Growth();
  /** Those the curve begins with. */
  readonly #founders = new Set<AccountId>();
  readonly #joined: Joined[] = [];
  readonly #waiting = new Map<AccountId, Currency>();
  /** What came to accounts that wait. */
  readonly #owed = new Map<AccountId, Money[]>();
  /** What samples of a day in another currency were worth, at the rate of then. */
  readonly #values = new WeakMap<EquitySample, number>();
  #worths: Map<AccountId, number> | null = null;
  #at: Timestamp | null = null;

  constructor(parts: CurveParts, sink: RunSink) {
    this.#sink = sink;
    this.#parts = parts;
    this.#currency = parts.accounts[0]?.base ?? null;
    for (const { id, base } of parts.accounts) {
      if (base === this.#currency) this.#founders.add(id);
      else this.#waiting.set(id, base);
    }
  }

  /** The accounts that no rate to the first one's currency was ever known for. */
  get leftOut(): ReadonlyMap<AccountId, Currency> {
    return this.#waiting;
  }

  /** Takes a sample; an account that cannot be valued counts as it was last. */
  equity(sample: EquitySample): void {
    this.#sink.equity?.(sample);
    this.#admit(sample.at);
    const value = this.#valueOf(sample);
    if (value === null) return;
    if (sample.kind === 'day') this.#values.set(sample, value);
    this.#worths ??= this.#open();
    if (this.#at !== null && sample.at !== this.#at) this.#note(this.#worths, this.#at);
    this.#at = sample.at;
    this.#worths.set(sample.account, value);
  }

  /**
   * Takes an entry that the portfolio has not heard of yet: of a deposit or a withdrawal, for all else that
   * is booked is a gain.
   */
  transfer({ account, receivedAt, purpose, legs: [paid] }: EntryEvent): void {
    const currency = this.#currency;
    const isTransfer = purpose === 'deposit' || purpose === 'withdrawal';
    if (currency === null || paid === undefined || !isTransfer) return;
    this.#admit(receivedAt);
    if (this.#waiting.has(account)) {
      this.#owed.set(account, [...(this.#owed.get(account) ?? []), paid.amount]);
      return;
    }
    const { accounts, portfolio } = this.#parts;
    let before = 0;
    for (const { id, base } of accounts) {
      if (this.#waiting.has(id)) continue;
      before += Number(portfolio.convert(portfolio.equity(id, base), currency));
    }
    this.#growth.take(receivedAt, {
      before,
      came: Number(portfolio.convert(paid.amount, currency)),
    });
  }

  /** What was there at first, then where the curve stood at each instant of the samples. */
  over(samples: readonly EquitySample[]): readonly number[] {
    const worths = this.#openings();
    const heights = [sumOf(worths)];
    let last: Timestamp | null = null;
    let joined = 0;
    for (const sample of samples) {
      const { at, account } = sample;
      const value = this.#values.get(sample);
      if (value === undefined) continue;
      for (let one = this.#joined[joined]; one !== undefined && one.at <= at;) {
        worths.set(one.account, one.worth);
        joined += 1;
        one = this.#joined[joined];
      }
      worths.set(account, value);
      // One instant has a sample of each account.
      if (at === last) heights.pop();
      heights.push(this.#growth.heightOf(sumOf(worths), at));
      last = at;
    }
    return heights;
  }

  /** The deepest fall so far as a fraction, null where the run began with nothing. */
  deepestFall(): number | null {
    this.#worths ??= this.#open();
    if (this.#at !== null) this.#note(this.#worths, this.#at);
    return this.#drawdown.fraction;
  }

  /** The first sample stands behind the opening, whose rates are known by then. */
  #open(): Map<AccountId, number> {
    const worths = this.#openings();
    this.#drawdown.update(sumOf(worths));
    return worths;
  }

  #openings(): Map<AccountId, number> {
    return new Map([...this.#founders].map((id) => [id, this.#openingOf(id)]));
  }

  #openingOf(account: AccountId): number {
    if (this.#currency === null) return 0;
    return Number(this.#parts.opening.of(account, this.#currency).amount);
  }

  /** Counts the accounts whose rate is known by now. */
  #admit(at: Timestamp): void {
    if (this.#waiting.size === 0 || this.#currency === null) return;
    for (const [account, base] of this.#waiting) {
      // Of nothing there is always a worth; of one unit only where there is a rate.
      if (this.#parts.portfolio.converted(money(1n, base), this.#currency) === null) continue;
      this.#waiting.delete(account);
      this.#parts.opening.look();
      this.#join({ at, account, worth: this.#openingOf(account) }, this.#currency);
    }
  }

  #join(one: Joined, currency: Currency): void {
    const before = this.#worths ?? this.#openings();
    let came = 0;
    for (const paid of this.#owed.get(one.account) ?? []) {
      came += Number(this.#parts.portfolio.convert(paid, currency));
    }
    if (this.#worths === null) this.#founders.add(one.account);
    else {
      if (this.#at !== null && this.#at < one.at) this.#note(this.#worths, this.#at);
      this.#joined.push(one);
    }
    const isLate = this.#worths !== null;
    const stood = sumOf(before) + (isLate ? 0 : one.worth);
    const added = came + (isLate ? one.worth : 0);
    if (added !== 0) this.#growth.take(one.at, { before: stood, came: added });
    this.#worths?.set(one.account, one.worth + came);
  }

  #valueOf({ account, equity }: EquitySample): number | null {
    if (equity.currency === this.#currency) return Number(equity.amount);
    if (this.#currency === null || this.#waiting.has(account)) return null;
    const value = this.#parts.portfolio.converted(equity, this.#currency);
    return value === null ? null : Number(value.amount);
  }

  #note(worths: ReadonlyMap<AccountId, number>, at: Timestamp): void {
    this.points += 1;
    this.#at = null;
    this.#drawdown.update(this.#growth.heightOf(sumOf(worths), at));
  }
}

function sumOf(worths: ReadonlyMap<AccountId, number>): number {
  let sum = 0;
  for (const worth of worths.values()) sum += worth;
  return sum;
}
