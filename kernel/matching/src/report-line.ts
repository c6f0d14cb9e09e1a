import { toTimestamp, type Timestamp } from 'argosy/core';
import type { ReportBody } from 'argosy/domain';

import { reportAvailableAt, sendReport, type Occasion } from './occasion.ts';
import type { VenueOrder } from './venue-order.ts';

/** The way back of one instrument's reports: none overtakes another, even where a first bar ends the latency. */
export class ReportLine {
  readonly #delay: () => number;
  #lastKnownAt: Timestamp = toTimestamp(Number.MIN_SAFE_INTEGER);

  /** How long a report takes, in microseconds, asked anew for each. */
  constructor(delay: () => number) {
    this.#delay = delay;
  }

  /** Says something of an order. */
  say(order: VenueOrder, body: ReportBody, occasion: Occasion): void {
    const { account, id } = order.request;
    const known = reportAvailableAt(occasion, this.#delay());
    if (known > this.#lastKnownAt) this.#lastKnownAt = known;
    sendReport({ account, order: id, availableAt: this.#lastKnownAt }, body, occasion);
  }
}
