import type { InstrumentId, Refusal } from 'argosy/core';
import type { BarSpecText } from 'argosy/domain';

import type { Answered, Call } from './call.ts';

/** What a feed may be asked for. What an exchange says of trading (`status`) comes with any of them. */
export type FeedKind = 'quote' | 'trade' | 'book' | 'bar' | 'index';

/** One thing to hear of. */
export type Subscription =
  | { readonly kind: Exclude<FeedKind, 'bar'>; readonly instrument: InstrumentId }
  | {
      readonly kind: 'bar';
      readonly instrument: InstrumentId;
      /** External bars of the broker's own, by its whole specification. */
      readonly spec: BarSpecText;
    };

/** A subscription that the feed does not take; all others of the call are in force. */
export type RefusedSubscription = { readonly asked: Subscription; readonly refusal: Refusal };

/**
 * Prices as they come. They reach the listener as inputs of the kernel, in batches in order of
 * `availableAt`; each instrument's rows count up in `sourceSequence` (the capabilities say whether without
 * gaps). Prices are facts of the past: late ones are told with their own `eventAt`.
 */
export interface MarketDataPart {
  /**
   * Hears of more. Asking twice is asking once. What is known of the instrument comes first, as a
   * snapshot, so a late subscriber does not wait for the next change. Subscriptions outlive a lost connection.
   */
  subscribe(
    wanted: readonly Subscription[],
    call: Call,
  ): Answered<{ readonly refused: readonly RefusedSubscription[] }>;
  /** Hears of less; what nobody subscribed to is passed over. */
  unsubscribe(unwanted: readonly Subscription[], call: Call): Answered<null>;
  /** What is in force. */
  readonly subscriptions: readonly Subscription[];
}
