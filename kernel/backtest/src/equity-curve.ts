import type { AccountId, Currency, Timestamp } from 'argosy/core';
import type { EntryEvent } from 'argosy/domain';
import type { Portfolio } from 'argosy/engine';
import { RunningDrawdown } from 'argosy/quant';
import type { AccountConfig } from 'argosy/trading';

import { Growth } from './growth.ts';
import type { OpeningWorth } from './opening-worth.ts';
import type { EquitySample, RunSink } from './run-sink.ts';

/**
 * Hands equity samples on and follows the deepest fall of all accounts of the first one's currency
 * together, at every sample: a fall within a day is seen though the day ends well. Money that comes
 * in or goes out is neither a rise nor a fall.
 */
export class EquityCurve implements RunSink {
  /** How many instants the fall is taken over. */
  points = 0;
  readonly #sink: RunSink;
  readonly #accounts: readonly AccountConfig[];
  readonly #currency: Currency | null;
  readonly #opening: OpeningWorth;
  readonly #drawdown = new RunningDrawdown();
  readonly #growth = new Growth();
  #worths: Map<AccountId, number> | null = null;
  #at: Timestamp | null = null;

  constructor(accounts: readonly AccountConfig[], opening: OpeningWorth, sink: RunSink) {
    this.#sink = sink;
    this.#accounts = accounts;
    this.#currency = accounts[0]?.base ?? null;
    this.#opening = opening;
  }

  /** Takes a sample; an account that cannot be valued counts as it was last. */
  equity(sample: EquitySample): void {
    this.#sink.equity?.(sample);
    if (sample.equity.currency !== this.#currency) return;
    this.#worths ??= this.#open();
    if (this.#at !== null && sample.at !== this.#at) this.#note(this.#worths, this.#at);
    this.#at = sample.at;
    this.#worths.set(sample.account, Number(sample.equity.amount));
  }

  /** Takes a deposit or a withdrawal that the portfolio has not heard of yet. */
  transfer({ account, receivedAt, legs: [paid] }: EntryEvent, portfolio: Portfolio): void {
    const currency = this.#currency;
    const own = this.#accounts.filter(({ base }) => base === currency);
    const isOwn = own.some(({ id }) => id === account);
    if (currency === null || paid === undefined || !isOwn) return;
    const worths = own.map(({ id }) => Number(portfolio.equity(id, currency).amount));
    const before = worths.reduce((sum, worth) => sum + worth, 0);
    const came = Number(portfolio.convert(paid.amount, currency));
    this.#growth.take(receivedAt, { before, came });
  }

  /** What was there at first, then where the curve stood at each instant of the samples. */
  over(samples: readonly EquitySample[]): readonly number[] {
    const worths = openingOf(this.#accounts, this.#opening, this.#currency);
    const heights = [sumOf(worths)];
    let last: Timestamp | null = null;
    for (const { at, account, equity } of samples) {
      if (equity.currency !== this.#currency) continue;
      worths.set(account, Number(equity.amount));
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
    const worths = openingOf(this.#accounts, this.#opening, this.#currency);
    this.#drawdown.update(sumOf(worths));
    return worths;
  }

  #note(worths: ReadonlyMap<AccountId, number>, at: Timestamp): void {
    this.points += 1;
    this.#at = null;
    this.#drawdown.update(this.#growth.heightOf(sumOf(worths), at));
  }
}

/** What each account of a currency opened with, in minor units. */
function openingOf(
  accounts: readonly AccountConfig[],
  opening: OpeningWorth,
  currency: Currency | null,
): Map<AccountId, number> {
  const own = accounts.filter(({ base }) => base === currency);
  return new Map(own.map(({ id, base }) => [id, Number(opening.of(id, base).amount)]));
}

function sumOf(worths: ReadonlyMap<AccountId, number>): number {
  let sum = 0;
  for (const worth of worths.values()) sum += worth;
  return sum;
}
