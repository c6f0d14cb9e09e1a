import type { AccountId, BookId, InputNumber, Money, Timestamp } from 'argosy/core';
import type { LogRecord } from 'argosy/engine';
import type { Fill, Input, Order, OrderRequest, TradingEvent } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';

/** A fill with the order it belongs to. */
export type FillRow = { readonly request: OrderRequest; readonly fill: Fill };

/** An account's worth at an instant. */
export type EquitySample = {
  readonly at: Timestamp;
  /** After a bar, or at the end of a trading day. */
  readonly kind: 'bar' | 'day';
  readonly account: AccountId;
  readonly equity: Money;
  readonly cash: Money;
};

/** A round trip: from flat to flat in one position. */
export type RoundTrip = {
  readonly account: AccountId;
  readonly book: BookId;
  readonly instrument: string;
  readonly side: 'long' | 'short';
  readonly openedAt: Timestamp;
  readonly closedAt: Timestamp;
  readonly qty: number;
  /** Realised profit and loss less charges. */
  readonly net: Money;
};

/**
 * Where a run's results go while it goes on, so that memory does not grow with its length.
 * Every method is called in the order things happened; none may keep the run waiting.
 */
export type RunSink = {
  event?(event: TradingEvent): void;
  fill?(row: FillRow): void;
  orderClosed?(order: Order): void;
  equity?(sample: EquitySample): void;
  roundTrip?(trip: RoundTrip): void;
  log?(record: LogRecord): void;
  /** Every entry of the journal, as it is appended. */
  entry?(entry: JournalEntry): void;
  /** Every input of the tape, under its number. */
  taped?(number: InputNumber, input: Input): void;
};
