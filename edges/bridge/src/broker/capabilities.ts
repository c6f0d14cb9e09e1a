import type { BrokerQuery } from 'argosy/reconciliation';
import type { OrderMatrix } from 'argosy/risk';

import type { FeedKind } from './market-data-part.ts';

/** How many requests a broker takes in rolling spans of time; null where a span is not limited. */
export type RateLimits = {
  readonly perSecond: number | null;
  readonly perMinute: number | null;
  readonly perHour: number | null;
};

/** What a feed brings. */
export type MarketDataAbility = {
  readonly kinds: readonly FeedKind[];
  /** How many subscriptions are in force at most. */
  readonly subscriptionsMax: number;
  /** How many prices a side of a book has; 0 without books. */
  readonly depthLevels: number;
  /** `dense`: a gap in an instrument's `sourceSequence` is a loss. `rising`: it says nothing. */
  readonly sequence: 'dense' | 'rising';
};

/** Which orders the broker takes and how. */
export type ExecutionAbility = {
  /** By type: times in force, products, triggers, flags. What is missing is refused or emulated by trading. */
  readonly orders: OrderMatrix;
  /** What of a working order may be changed; an empty list: nothing. */
  readonly amends: readonly ('qty' | 'limit' | 'trigger')[];
  /** Whether reports and lists tell our own order ids (as a tag); else they are known by the broker's. */
  readonly areIdsGivenBack: boolean;
  /** Submits, amendments and cancels together. */
  readonly limits: RateLimits;
  /** How many effects wait to leave at most; what comes then is refused with `QUEUE_FULL`, cancels last. */
  readonly waitingMax: number;
};

/** What is kept of the past. */
export type HistoryAbility = {
  /** Bars by what follows the instrument in their specification: `1-MINUTE-LAST-EXTERNAL`. */
  readonly bars: readonly string[];
  readonly hasTrades: boolean;
  readonly pageMax: number;
  /** How long a range may be, in days. */
  readonly rangeDaysMax: number;
  readonly limits: RateLimits;
};

/** How margin may be asked for. */
export type MarginAbility = { readonly legsMax: number; readonly limits: RateLimits };

/** What an adapter can do, declared: a part is there exactly where its entry is not null. */
export type BrokerCapabilities = {
  readonly marketData: MarketDataAbility | null;
  readonly execution: ExecutionAbility | null;
  readonly accounts: {
    readonly queries: readonly BrokerQuery['type'][];
    readonly limits: RateLimits;
  } | null;
  readonly history: HistoryAbility | null;
  readonly instruments: { readonly source: string } | null;
  readonly margin: MarginAbility | null;
  /** Whether the login ends by itself. */
  readonly session: boolean;
};

/** No limit in any span. */
export const unlimited: RateLimits = { perSecond: null, perMinute: null, perHour: null };
