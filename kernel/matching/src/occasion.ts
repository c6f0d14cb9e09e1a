import { toTimestamp, type AccountId, type OrderId, type Timestamp } from 'argosy/core';
import type { ReportBody } from 'argosy/domain';

import type { VenueOutbox } from './venue-config.ts';

/** An instant at which the venue has something to say, and where it says it. */
export type Occasion = {
  /** The instant that reports are stamped with. */
  readonly at: Timestamp;
  /** The venue's clock, past `at` only where a bar came late: nothing becomes available before it. */
  readonly now: Timestamp;
  readonly out: VenueOutbox;
};

/** Whom a report is about and when it is known. */
export type ReportHead = {
  readonly account: AccountId;
  readonly order: OrderId;
  readonly availableAt: Timestamp;
};

/** When a report that takes this long is known, at the earliest. */
export function reportAvailableAt(occasion: Occasion, delayUs: number): Timestamp {
  return toTimestamp(Math.max(occasion.at + delayUs, occasion.now));
}

/** Puts one report in the outbox. */
export function sendReport(head: ReportHead, body: ReportBody, occasion: Occasion): void {
  occasion.out.report({ kind: 'report', ...head, eventAt: occasion.at, body });
}
