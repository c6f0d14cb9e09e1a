import type { Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import type { Series } from '../../history/series.ts';

/** So many requests within so long. */
export type RateLimit = { readonly requests: number; readonly perMs: number };

/** What is asked of a vendor: the rows of a series from one instant to before another. */
export type VendorRequest = {
  readonly series: Series;
  readonly from: Timestamp;
  readonly until: Timestamp;
};

/**
 * What came back.
 * - `rows`: all of the request, in order of time; maybe none.
 * - `wait`: the vendor has had too many requests; null where it does not say for how long.
 * - `failed`: it may be asked again.
 * - `refused`: asking again would bring the same.
 */
export type VendorAnswer =
  | { readonly kind: 'rows'; readonly rows: readonly MarketData[] }
  | { readonly kind: 'wait'; readonly afterMs: number | null }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Somebody who sells or gives away the past. Adapters answer; they neither wait nor ask again by themselves. */
export type Vendor = {
  readonly name: string;
  readonly limits: readonly RateLimit[];
  ask(request: VendorRequest, signal: AbortSignal): Promise<VendorAnswer>;
};

/** Time, as a backfill waits for it. */
export type BackfillClock = {
  /** Milliseconds; only differences count. */
  now(): number;
  /** Rejects where the signal ends it. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};
