import type { Timestamp } from 'argosy/core';
import type {
  Adjustment,
  Bar,
  BookUpdate,
  InstrumentStatus,
  QueueUpdate,
  Quote,
  Trade,
} from 'argosy/domain';

import type { Halt } from './guards/halt-watch.ts';
import type { StopTape } from './guards/stop-tape.ts';
import type { Occasion } from './occasion.ts';
import type { Amendment } from './order-reasons.ts';
import type { Reference } from './source-watch.ts';
import type { VenueOutbox } from './venue-config.ts';
import type { VenueOrder } from './venue-order.ts';

/** One instrument at the venue, whatever sets its price. */
export interface Market {
  /** What the world is told of its stops. */
  readonly stops: StopTape;
  /** A latency as it counts here. */
  shorten(delayUs: number): number;
  onQuote(quote: Quote, now: Timestamp, out: VenueOutbox): void;
  onTrade(trade: Trade, now: Timestamp, out: VenueOutbox): void;
  onBook(update: BookUpdate, now: Timestamp, out: VenueOutbox): void;
  onQueue(update: QueueUpdate, now: Timestamp, out: VenueOutbox): void;
  /** A price of others is told. */
  onReference(reference: Reference, now: Timestamp, out: VenueOutbox): void;
  /** Prices mean something else from an instant on: units were split, or came beside. */
  onAdjustment(adjustment: Adjustment): void;
  onStatus(status: InstrumentStatus, now: Timestamp, out: VenueOutbox): void;
  onBar(bar: Bar, now: Timestamp, out: VenueOutbox): void;
  /** A bar is announced before it opens. */
  expectBar(bar: Bar, now: number): void;
  /** The price comes to a planned point of a bar. */
  onBarPoint(bar: Bar, now: Timestamp, out: VenueOutbox): void;
  /** An order comes in. */
  arrive(order: VenueOrder, now: Timestamp, out: VenueOutbox): void;
  /** An amendment comes in. */
  amend(order: VenueOrder, amendment: Amendment, occasion: Occasion): void;
  /** A cancel comes in. */
  cancel(order: VenueOrder, occasion: Occasion): void;
  /** A trading day ends. */
  onDayEnd(now: Timestamp, out: VenueOutbox): void;
  /** Orders end at an instant of their own. */
  onExpiry(now: Timestamp, out: VenueOutbox): void;
  /** What was collected for an auction is matched. */
  onAuction(now: Timestamp, out: VenueOutbox): void;
  /** Trading stops, and begins again with an auction. */
  halt(halt: Halt): void;
}
