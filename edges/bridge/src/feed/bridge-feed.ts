import type { InstrumentId, Micros, Timestamp } from 'argosy/core';
import type { InstrumentTable, MarketData } from 'argosy/domain';
import type { Counter, Gauge, Metrics } from '@argosy/telemetry';

import type { MarketQueue } from '../queue/market-queue.ts';
import { KEPT, slotKindOf } from '../queue/slots.ts';
import type { Stage } from '../stage-figures.ts';
import { FeedWatch } from './feed-watch.ts';
import type { MarketHours } from './freshness.ts';
import { SequenceGuard, type Arrival, type Numbering } from './sequence-guard.ts';

/** What is to be said of a feed. */
export type FeedOptions = {
  readonly numbering: Numbering;
  /** A price that is older is marked as stale while its market is open. */
  readonly freshFor: Micros;
  /** A feed that says nothing for longer is silent, while a market it is followed for is open. */
  readonly silentAfter: Micros;
  /** Hears that numbers of an instrument did not come: its book may be wrong until the next snapshot. */
  readonly onGap?: (instrument: InstrumentId, missing: number) => void;
  /** Hears when it falls silent, and when it is heard again. */
  readonly onSilent?: (isSilent: boolean, heardAt: number) => void;
};

/** What a bridge lends its feeds. */
export type FeedParts = {
  readonly name: string;
  readonly instruments: InstrumentTable;
  readonly metrics: Metrics;
  readonly hours: MarketHours;
  readonly queue: MarketQueue;
  readonly travel: Stage;
  readonly decode: Stage;
  readonly onOffered: () => void;
};

type DropCause = 'unknownInstrument' | 'impossible' | 'duplicate' | 'late' | 'full';

/**
 * One feed's door to the bridge. Each row is looked at by its number: a duplicate is left out; one that comes behind
 * a later one of its instrument is left out where it would stand for the later one (quotes, marks, indexes, books),
 * and passed on where it is a fact of its own (trades, statuses, bars). Made by `Bridge.feed`.
 */
export class BridgeFeed {
  readonly #parts: FeedParts;
  readonly #options: FeedOptions;
  readonly #guard: SequenceGuard;
  readonly #watch: FeedWatch;
  readonly #gaps: Counter;
  readonly #duplicates: Counter;
  readonly #late: Counter;
  readonly #stale: Gauge;
  readonly #causes: Readonly<Record<DropCause, Counter>>;
  #dropped = 0;
  #isSilent = false;

  constructor(parts: FeedParts, options: FeedOptions) {
    const { name: feed, instruments, metrics, hours } = parts;
    const { numbering, freshFor, silentAfter } = options;
    const { size } = instruments;
    this.#parts = parts;
    this.#options = options;
    this.#guard = new SequenceGuard(size, numbering);
    this.#watch = new FeedWatch({ instruments: size, hours, freshFor, silentAfter });
    this.#gaps = metrics.counter('bridge_sequence_gaps_total').with({ feed });
    this.#duplicates = metrics.counter('bridge_duplicates_total').with({ feed });
    this.#late = metrics.counter('bridge_out_of_order_total').with({ feed });
    this.#stale = metrics.gauge('bridge_stale_instruments').with({ feed });
    const dropped = metrics.counter('bridge_ticks_dropped_total');
    this.#causes = {
      unknownInstrument: dropped.with({ cause: 'unknownInstrument' }),
      impossible: dropped.with({ cause: 'impossible' }),
      duplicate: dropped.with({ cause: 'duplicate' }),
      late: dropped.with({ cause: 'late' }),
      full: dropped.with({ cause: 'full' }),
    };
  }

  /** How many rows were left out, duplicates among them. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How many numbers did not come. */
  get missing(): number {
    return this.#gaps.value;
  }

  /** How many rows came twice. */
  get duplicates(): number {
    return this.#duplicates.value;
  }

  /** Whether it has fallen silent, as of the last look. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Takes rows in, in the order of the feed. */
  offer(rows: readonly MarketData[], now: Timestamp): void {
    for (const row of rows) this.#take(row, now);
    this.#parts.travel.count(rows.length);
    this.#parts.decode.count(rows.length);
    this.#parts.onOffered();
  }

  /** A row that came was none that can be: it counts as left out. */
  leaveOut(): void {
    this.#drop('impossible');
  }

  /** The connection has begun anew, and with it the numbers. */
  reset(): void {
    this.#guard.reset();
  }

  /** Says that something is expected of an instrument from now on: it was subscribed to. */
  follow(id: InstrumentId, now: Timestamp): void {
    const instrument = this.#parts.instruments.indexOf(id);
    if (instrument !== undefined) this.#watch.follow(instrument, now);
  }

  /** Says that nothing is expected of an instrument any more. */
  unfollow(id: InstrumentId): void {
    const instrument = this.#parts.instruments.indexOf(id);
    if (instrument !== undefined) this.#watch.unfollow(instrument);
  }

  /** Looks whether it should have been heard. Called by the bridge. */
  look(now: Timestamp): void {
    const { staleInstruments, isSilent } = this.#watch.look(now);
    this.#stale.set(staleInstruments);
    if (isSilent === this.#isSilent) return;
    this.#isSilent = isSilent;
    this.#options.onSilent?.(isSilent, this.#watch.heardAt);
  }

  #take(row: MarketData, now: Timestamp): void {
    const { instruments, queue, travel, decode } = this.#parts;
    const instrument = instruments.indexOf(row.instrument);
    if (instrument === undefined) {
      this.#drop('unknownInstrument');
      return;
    }
    // The clock of a source may be ahead of ours.
    travel.observe(Math.max(0, now - row.eventAt));
    decode.observe(now - row.availableAt);
    this.#watch.hear(instrument, now);
    const arrival = this.#guard.look(instrument, row.sourceSequence);
    if (arrival !== 'next' && !this.#isWanted(row, arrival)) return;
    if (this.#guard.lastGap > 0) this.#tellGap(row, this.#guard.lastGap);
    const offered = queue.offer(row, instrument, now, arrival === 'late');
    if (offered === 'dropped') this.#drop('full');
  }

  #isWanted(row: MarketData, arrival: Arrival): boolean {
    if (arrival === 'duplicate') {
      this.#duplicates.add();
      this.#drop('duplicate');
      return false;
    }
    this.#late.add();
    if (row.kind === 'trade' || slotKindOf(row) === KEPT) return true;
    this.#drop('late');
    return false;
  }

  #tellGap(row: MarketData, missing: number): void {
    this.#gaps.add(missing);
    this.#options.onGap?.(row.instrument, missing);
  }

  #drop(cause: DropCause): void {
    this.#dropped += 1;
    this.#causes[cause].add();
  }
}
