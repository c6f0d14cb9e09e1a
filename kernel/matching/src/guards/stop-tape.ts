import { toTimestamp, type InstrumentId, type InstrumentIndex, type Timestamp } from 'argosy/core';
import type { InstrumentStatus } from 'argosy/domain';

import type { MomentQueue } from '../moment-queue.ts';
import type { TradingSession } from '../trading-session.ts';
import type { VenueOutbox } from '../venue-config.ts';
import type { Halt } from './halt-watch.ts';

/** What the stops of one instrument are told from. */
export type StopTapeOptions = {
  readonly instrument: InstrumentId;
  readonly index: InstrumentIndex;
  readonly queue: MomentQueue;
  readonly session: TradingSession;
};

/** How many of its own words may be on their way back to a market: one instant brings two or three. */
const TOLD_MAX = 1_000;

/**
 * Tells the world where the venue itself has stopped an instrument: that it is halted, that orders are collected,
 * that it trades again. As data of an exchange it comes back to the venue with all other data, and is known there.
 */
export class StopTape {
  readonly #options: StopTapeOptions;
  #told: InstrumentStatus['state'] | null = null;
  /** What was told and has not come back yet. */
  readonly #out = new Set<InstrumentStatus>();
  #sequence = 0;

  constructor(options: StopTapeOptions) {
    this.#options = options;
  }

  /** A stop begins: it is told now, and each time it has come further. */
  begin(halt: Halt, now: Timestamp = halt.from): void {
    const { queue, index, session } = this.#options;
    const { from, haltedUntil, opensAt } = halt;
    session.halt(halt);
    // Of one that a late bar tells, what is past is told with what it has come to.
    for (const at of new Set([from, haltedUntil, opensAt])) {
      queue.push({
        at: toTimestamp(Math.max(at, now)),
        rank: 1,
        instrument: index,
        action: { type: 'stop' },
      });
    }
  }

  /** Tells how far the stop has come, where that is news. */
  tell(now: Timestamp, out: VenueOutbox): void {
    const { session, instrument } = this.#options;
    const state = session.stopAt(now);
    if (out.data === undefined || state === (this.#told ?? 'open')) return;
    this.#told = state;
    this.#sequence += 1;
    const datum: InstrumentStatus = {
      kind: 'status',
      instrument,
      eventAt: now,
      nanos: 0,
      availableAt: now,
      sourceSequence: this.#sequence,
      state,
    };
    if (this.#out.size < TOLD_MAX) this.#out.add(datum);
    out.data(datum);
  }

  /** Whether a status is one that was told here, and has come back. */
  takeBack(status: InstrumentStatus): boolean {
    return this.#out.delete(status);
  }
}
