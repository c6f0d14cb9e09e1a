import {
  brand,
  toMicros,
  type InstrumentId,
  type InstrumentIndex,
  type Micros,
  type Timestamp,
} from 'argosy/core';
import {
  toInstrumentIndex,
  type InstrumentTable,
  type MarketData,
  type Report,
} from 'argosy/domain';
import type { Counter, Gauge, Metrics } from '@argosy/telemetry';

import { bridgeError } from './errors.ts';
import { BridgeFeed, type FeedOptions, type FeedParts } from './feed/bridge-feed.ts';
import type { MarketHours } from './feed/freshness.ts';
import { MarketQueue, type PriorityReason } from './queue/market-queue.ts';
import type { QueueState } from './queue/pressure.ts';
import { ReportLane } from './report-lane.ts';
import { Stage, type StageFigures } from './stage-figures.ts';

/** What a bridge is made of. */
export type BridgeOptions = {
  readonly instruments: InstrumentTable;
  readonly metrics: Metrics;
  readonly hours: MarketHours;
  /** How much market data wait before only last values are kept: 10,000 unless told. */
  readonly capacity?: number;
  /** In `critical` an instrument without priority gives a value so often: every quarter of a second unless told. */
  readonly sampleEvery?: Micros;
  /** Hears of each change of the queue's state. */
  readonly onState?: (state: QueueState, size: number) => void;
};

/**
 * Takes what leaves the bridge, one after another. `availableAt` of what it takes never goes back: it is the instant
 * for `Shard.take`.
 */
export type BridgeTaker = (input: MarketData | Report, instrument: InstrumentIndex | -1) => void;

/** The bridge for people, since the last look. */
export type BridgeFigures = {
  readonly state: QueueState;
  readonly depth: number;
  readonly reports: number;
  /** Since the beginning. */
  readonly conflated: number;
  readonly dropped: number;
  /** Numbers that did not come, and rows that came twice, of all feeds. */
  readonly missing: number;
  readonly duplicates: number;
  /**
   * `feed`: from when it happened at the source until it was offered; from receipt until then, in the queue, and these
   * two together.
   */
  readonly stages: Readonly<Record<StageName, StageFigures>>;
};

type StageName = 'feed' | 'decode' | 'queue' | 'drain';

/** How much market data wait, unless told. */
export const QUEUE_CAPACITY = 10_000;
/** How many feeds a bridge has room for. */
export const FEEDS_MAX = 64;
const SAMPLE_EVERY = toMicros(250_000);
const stateNumbers: Readonly<Record<QueueState, number>> = { normal: 0, warning: 1, critical: 2 };

/**
 * Feeds in, one ordered stream out. Feeds offer batches, whoever owns the machines drains them at its own pace;
 * between them a bounded queue conflates before it loses anything, and reports go first and are never lost. It reads
 * no clock and holds no timer.
 *
 * @example
 * const feed = bridge.feed('demo', { numbering: 'gapless', freshFor, silentAfter });
 * feed.offer(rows, now);
 * bridge.drain(1_000, now, (input, instrument) => shard.take(input, input.availableAt, instrument));
 */
export class Bridge {
  readonly #options: BridgeOptions;
  readonly #queue: MarketQueue;
  readonly #reports = new ReportLane();
  readonly #feeds = new Map<string, BridgeFeed>();
  readonly #stages: Readonly<Record<StageName, Stage>>;
  readonly #depth: Gauge;
  readonly #stateGauge: Gauge;
  readonly #conflated: Counter;
  #state: QueueState = 'normal';
  #conflatedBefore = 0;
  /** The instant up to which everything has gone on; in a column, since a member would be boxed anew each time. */
  readonly #at = new Float64Array(1);
  #now = 0;
  #take: BridgeTaker = () => undefined;

  constructor(options: BridgeOptions) {
    const { instruments, metrics, capacity = QUEUE_CAPACITY, sampleEvery = SAMPLE_EVERY } = options;
    this.#options = options;
    this.#queue = new MarketQueue({ instruments: instruments.room, capacity, sampleEvery });
    const stage = (name: string): Stage => {
      const age = metrics.histogram('bridge_tick_age_seconds').with({ stage: name });
      return new Stage(age, metrics.counter('bridge_ticks_total').with({ stage: name }));
    };
    this.#stages = {
      feed: stage('feed'),
      decode: stage('decode'),
      queue: stage('queue'),
      drain: stage('drain'),
    };
    this.#depth = metrics.gauge('bridge_queue_size').with({});
    this.#stateGauge = metrics.gauge('bridge_queue_state').with({});
    this.#conflated = metrics.counter('bridge_ticks_conflated_total').with({});
  }

  /** How much market data wait. */
  get size(): number {
    return this.#queue.size;
  }

  get state(): QueueState {
    return this.#queue.state;
  }

  /** A door for a feed, by its name. */
  feed(name: string, options: FeedOptions): BridgeFeed {
    if (this.#feeds.has(name)) throw bridgeError('BAD_OPTION', `a feed ${name} is there`);
    if (this.#feeds.size >= FEEDS_MAX) throw bridgeError('BAD_OPTION', `${FEEDS_MAX} feeds`);
    const { instruments, metrics, hours } = this.#options;
    const parts: FeedParts = {
      name,
      instruments,
      metrics,
      hours,
      queue: this.#queue,
      travel: this.#stages.feed,
      decode: this.#stages.decode,
      onOffered: () => this.#tell(),
    };
    const feed = new BridgeFeed(parts, options);
    this.#feeds.set(name, feed);
    return feed;
  }

  /** Takes a broker's report in. It goes before all market data that wait, and is never left out. */
  report(report: Report): void {
    this.#reports.add(report);
  }

  /** Says why an instrument goes before others, or that it no longer does; of an unknown one nothing. */
  prioritise(id: InstrumentId, reason: PriorityReason, isWanted: boolean): void {
    const instrument = this.#options.instruments.indexOf(id);
    if (instrument !== undefined) this.#queue.prioritise(instrument, reason, isWanted);
  }

  /**
   * Lets at most `max` go, reports first; how many went. None may go though some wait: in `critical` instruments
   * without priority are let go again a little later. What leaves behind something newer, because that had taken an
   * older place, is known from then on.
   */
  drain(max: number, now: Timestamp, take: BridgeTaker): number {
    let released = 0;
    for (let report = this.#nextReport(max); report !== undefined;) {
      released += 1;
      take(this.#inTime(report), -1);
      report = released < max ? this.#reports.take() : undefined;
    }
    this.#now = now;
    this.#take = take;
    const data = this.#queue.drain(max - released, now, this.#release);
    this.#stages.queue.count(data);
    this.#stages.drain.count(data);
    this.#tell();
    return released + data;
  }

  /** Looks after the feeds: to be called once a second or so. */
  look(now: Timestamp): void {
    for (const feed of this.#feeds.values()) feed.look(now);
  }

  /** What has passed since these figures were asked for last, for one who shows them. */
  figures(now: Timestamp): BridgeFigures {
    const { feed, decode, queue, drain } = this.#stages;
    const sumOf = (of: (one: BridgeFeed) => number): number =>
      [...this.#feeds.values()].reduce((sum, one) => sum + of(one), 0);
    return {
      state: this.#queue.state,
      depth: this.#queue.size,
      reports: this.#reports.size,
      conflated: this.#queue.conflated,
      dropped: sumOf(({ dropped }) => dropped),
      missing: sumOf(({ missing }) => missing),
      duplicates: sumOf(({ duplicates }) => duplicates),
      stages: {
        feed: feed.look(now),
        decode: decode.look(now),
        queue: queue.look(now),
        drain: drain.look(now),
      },
    };
  }

  #nextReport(max: number): Report | undefined {
    return max > 0 ? this.#reports.take() : undefined;
  }

  /** A member and not made for each drain, so that draining allocates nothing. */
  readonly #release = (datum: MarketData, instrument: number, waitedMicros: number): void => {
    this.#stages.queue.observe(waitedMicros);
    this.#stages.drain.observe(this.#now - datum.availableAt);
    this.#take(this.#inTime(datum), toInstrumentIndex(instrument));
  };

  /** As it is, or known only from when something newer had gone before it. */
  #inTime<Input extends MarketData | Report>(input: Input): Input {
    const upTo = this.#at[0] ?? 0;
    if (input.availableAt < upTo) return { ...input, availableAt: brand<Timestamp>(upTo) };
    this.#at[0] = input.availableAt;
    return input;
  }

  #tell(): void {
    const { size, state, conflated } = this.#queue;
    this.#depth.set(size);
    if (conflated > this.#conflatedBefore) {
      this.#conflated.add(conflated - this.#conflatedBefore);
      this.#conflatedBefore = conflated;
    }
    if (state === this.#state) return;
    this.#state = state;
    this.#stateGauge.set(stateNumbers[state]);
    this.#options.onState?.(state, size);
  }
}
