import type { JournalPosition, Timestamp } from 'argosy/core';
import type { Effect, TradingEvent } from 'argosy/domain';

import { shardError } from './errors.ts';
import type { Broker, Journal, Publisher } from './ports.ts';

/** How many effects may wait for the disk. */
export const GATED_EFFECTS_MAX = 100_000;
/** How many events may wait for it before they are published. */
export const GATED_EVENTS_MAX = 1_000_000;

/**
 * Holds each effect, and each event that is to be published, until the journal is safe up to the
 * position it depends on. The one caller of a broker. What was safe and not published yet when a
 * process ended stands in the journal: whoever must have all reads that.
 */
export class OutputGate {
  readonly #journal: Journal;
  readonly #effects: Held<{ readonly effect: Effect; readonly now: Timestamp }>;
  readonly #events: Held<TradingEvent> | null;

  /** Without a publisher nothing is published, and events cost nothing here. */
  constructor(journal: Journal, broker: Broker, publisher: Publisher | null = null) {
    this.#journal = journal;
    this.#effects = new Held('effects', GATED_EFFECTS_MAX, ({ effect, now }) => {
      broker.send(effect, now);
    });
    this.#events =
      publisher === null
        ? null
        : new Held('events', GATED_EVENTS_MAX, (event) => {
            publisher.publish(event);
          });
    journal.onDurable(() => {
      this.#effects.release(journal.durable);
      this.#events?.release(journal.durable);
    });
  }

  /** How many effects were ever given to it; all but those that wait have left, in order. */
  get passed(): number {
    return this.#effects.passed;
  }

  /** How many effects wait. */
  get size(): number {
    return this.#effects.size;
  }

  /** Lets an effect out once `after` is durable; in order, never before an earlier one. */
  pass(effect: Effect, after: JournalPosition, now: Timestamp): void {
    this.#effects.pass({ effect, now }, after, this.#journal.durable);
  }

  /** Publishes the events of a turn once `after` is durable; in order, none before an earlier one. */
  publish(events: readonly TradingEvent[], after: JournalPosition): void {
    if (this.#events === null) return;
    for (const event of events) this.#events.pass(event, after, this.#journal.durable);
  }
}

/** What waits for the journal, in order. */
class Held<Item> {
  readonly #what: string;
  readonly #max: number;
  readonly #give: (item: Item) => void;
  #waiting: { readonly after: JournalPosition; readonly item: Item }[] = [];
  /** How many were ever given to it. */
  passed = 0;

  constructor(what: string, max: number, give: (item: Item) => void) {
    this.#what = what;
    this.#max = max;
    this.#give = give;
  }

  get size(): number {
    return this.#waiting.length;
  }

  pass(item: Item, after: JournalPosition, durable: JournalPosition): void {
    this.passed += 1;
    if (this.#waiting.length === 0 && after <= durable) {
      this.#give(item);
      return;
    }
    if (this.#waiting.length >= this.#max) {
      const detail = `${this.#waiting.length} ${this.#what} wait for position ${after}`;
      throw shardError('GATE_FULL', detail);
    }
    this.#waiting.push({ after, item });
  }

  release(durable: JournalPosition): void {
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting.findIndex(({ after }) => after > durable);
    const count = ready === -1 ? this.#waiting.length : ready;
    for (const { item } of this.#waiting.splice(0, count)) this.#give(item);
  }
}
