import type { JournalPosition, Timestamp } from 'argosy/core';
import type { Effect } from 'argosy/domain';

import { shardError } from './errors.ts';
import type { Broker, Journal } from './ports.ts';

type Held = { readonly after: JournalPosition; readonly effect: Effect; readonly now: Timestamp };

/** How many effects may wait for the disk. */
export const GATED_EFFECTS_MAX = 100_000;

/** Holds each effect until the journal is safe up to the position it depends on. The one caller of a broker. */
export class OutputGate {
  readonly #journal: Journal;
  readonly #broker: Broker;
  #held: Held[] = [];

  constructor(journal: Journal, broker: Broker) {
    this.#journal = journal;
    this.#broker = broker;
    journal.onDurable(() => this.#release());
  }

  /** How many effects wait. */
  get size(): number {
    return this.#held.length;
  }

  /** Lets an effect out once `after` is durable; in order, never before an earlier one. */
  pass(effect: Effect, after: JournalPosition, now: Timestamp): void {
    if (this.#held.length === 0 && after <= this.#journal.durable) {
      this.#broker.send(effect, now);
      return;
    }
    if (this.#held.length >= GATED_EFFECTS_MAX) {
      throw shardError('GATE_FULL', `${this.#held.length} effects wait for position ${after}`);
    }
    this.#held.push({ after, effect, now });
  }

  #release(): void {
    if (this.#held.length === 0) return;
    const { durable } = this.#journal;
    const ready = this.#held.findIndex(({ after }) => after > durable);
    const count = ready === -1 ? this.#held.length : ready;
    for (const { effect, now } of this.#held.splice(0, count)) this.#broker.send(effect, now);
  }
}
