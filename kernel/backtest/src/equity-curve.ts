import type { Currency } from 'argosy/core';
import { RunningDrawdown } from 'argosy/quant';
import type { AccountConfig } from 'argosy/trading';

import type { EquitySample, RunSink } from './run-sink.ts';

/**
 * Hands equity samples on and follows the deepest fall of all accounts of the first one's currency
 * together, at every sample: a fall within a day is seen though the day ends well.
 */
export class EquityCurve implements RunSink {
  /** How many instants the fall is taken over. */
  points = 0;
  readonly #sink: RunSink;
  readonly #currency: Currency | null;
  readonly #worth = new Map<string, number>();
  readonly #drawdown = new RunningDrawdown();
  #at: number | null = null;

  constructor(accounts: readonly AccountConfig[], sink: RunSink) {
    this.#sink = sink;
    this.#currency = accounts[0]?.base ?? null;
    for (const { id, base, balances } of accounts) {
      if (base !== this.#currency) continue;
      const opening = balances.find(({ currency }) => currency === base);
      this.#worth.set(id, Number(opening?.amount ?? 0n));
    }
    this.#note();
  }

  /** Takes a sample; an account that cannot be valued counts as it was last. */
  equity(sample: EquitySample): void {
    this.#sink.equity?.(sample);
    if (sample.equity.currency !== this.#currency) return;
    if (this.#at !== null && sample.at !== this.#at) this.#note();
    this.#at = sample.at;
    this.#worth.set(sample.account, Number(sample.equity.amount));
  }

  /** The deepest fall so far as a fraction, null where the run began with nothing. */
  deepestFall(): number | null {
    if (this.#at !== null) this.#note();
    return this.#drawdown.fraction;
  }

  #note(): void {
    if (this.#at !== null) this.points += 1;
    this.#at = null;
    let sum = 0;
    for (const worth of this.#worth.values()) sum += worth;
    this.#drawdown.update(sum);
  }
}
