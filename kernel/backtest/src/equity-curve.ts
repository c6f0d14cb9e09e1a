import type { AccountId, Currency } from 'argosy/core';
import { RunningDrawdown } from 'argosy/quant';
import type { AccountConfig } from 'argosy/trading';

import type { OpeningWorth } from './opening-worth.ts';
import type { EquitySample, RunSink } from './run-sink.ts';

/**
 * Hands equity samples on and follows the deepest fall of all accounts of the first one's currency
 * together, at every sample: a fall within a day is seen though the day ends well.
 */
export class EquityCurve implements RunSink {
  /** How many instants the fall is taken over. */
  points = 0;
  readonly #sink: RunSink;
  readonly #accounts: readonly AccountConfig[];
  readonly #currency: Currency | null;
  readonly #opening: OpeningWorth;
  readonly #drawdown = new RunningDrawdown();
  #worths: Map<AccountId, number> | null = null;
  #at: number | null = null;

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
    if (this.#at !== null && sample.at !== this.#at) this.#note(this.#worths);
    this.#at = sample.at;
    this.#worths.set(sample.account, Number(sample.equity.amount));
  }

  /** The deepest fall so far as a fraction, null where the run began with nothing. */
  deepestFall(): number | null {
    this.#worths ??= this.#open();
    if (this.#at !== null) this.#note(this.#worths);
    return this.#drawdown.fraction;
  }

  /** The first sample stands behind the opening, whose rates are known by then. */
  #open(): Map<AccountId, number> {
    const worths = openingOf(this.#accounts, this.#opening, this.#currency);
    this.#drawdown.update(sumOf(worths));
    return worths;
  }

  #note(worths: ReadonlyMap<AccountId, number>): void {
    this.points += 1;
    this.#at = null;
    this.#drawdown.update(sumOf(worths));
  }
}

/** Equity of all accounts of a currency together: the opening, then at each instant of the samples. */
export function equityOverTime(
  samples: readonly EquitySample[],
  worths: Map<AccountId, number>,
  currency: Currency | null,
): readonly number[] {
  const sums = [sumOf(worths)];
  let last: number | null = null;
  for (const { at, account, equity } of samples) {
    if (equity.currency !== currency) continue;
    worths.set(account, Number(equity.amount));
    // One instant has a sample of each account.
    if (at === last) sums.pop();
    sums.push(sumOf(worths));
    last = at;
  }
  return sums;
}

/** What each account of a currency opened with, in minor units. */
export function openingOf(
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
