import type { Ask, CanonicalForms, Effect, Input, TradingEvent } from 'argosy/domain';
import type { InputNumber, JournalPosition, Timestamp } from 'argosy/core';

/** One record: an input that touches money, risk or the right to trade, or an event it caused. */
export type JournalEntry =
  | { readonly kind: 'input'; readonly number: InputNumber; readonly input: Input }
  | { readonly kind: 'event'; readonly event: TradingEvent };

/** Whether a journal takes everything, or only what must not be refused; null where it has no bounds to watch. */
export type JournalRoom = 'open' | 'reserved' | null;

/** The durable record. Appending is synchronous and gives a position; durability comes later. */
export interface Journal {
  /** Where `forms` are given they have the canonical form of an event, under its index: it need not be made again. */
  append(entry: JournalEntry, forms?: CanonicalForms): JournalPosition;
  /** Everything up to this position is safe. */
  readonly durable: JournalPosition;
  /** How much room there is; asking may make it look for more. */
  readonly room: JournalRoom;
  /** Calls back whenever `durable` has moved; each who asks, in the order in which they did. */
  onDurable(listener: (position: JournalPosition) => void): void;
  /** The entries still kept, oldest first. */
  read(): Iterable<JournalEntry>;
}

/** Market data under the same numbers as the journal. */
export interface Tape {
  append(number: InputNumber, input: Input): void;
}

/** Where effects go: a broker's adapter, or a simulated venue. The gate is its only caller. */
export interface Broker {
  send(effect: Effect, now: Timestamp): void;
}

/** Where events go that others are to hear: screens, projections, other processes. The gate is its only caller. */
export interface Publisher {
  publish(event: TradingEvent): void;
}

/** Where questions go; answers come back as inputs. */
export interface AskPort {
  ask(ask: Ask, now: Timestamp): void;
}
