import { toMicros } from 'argosy/core';
import type { Instrument, MarketData, TradingEvent } from 'argosy/domain';
import { MarketQueue, QUEUE_CAPACITY } from '@argosy/bridge';

import { BatchWriter } from './stream-batch.ts';

/** The way from the machines to a thread that shows. */
export type StreamLineOptions = {
  /** How many instruments there may come to be. */
  readonly instruments: number;
  readonly post: (bytes: Uint8Array) => void;
  /** Shared with the other end, which counts in its first place the batches it has read. */
  readonly read: Int32Array;
  /** Microseconds that never go back. */
  readonly elapsed: () => number;
  /** Once what is under way has returned. */
  readonly soon: (run: () => void) => void;
  readonly later: (millis: number, run: () => void) => void;
  /** The other end has not read for so long that events would be lost: it has to begin anew. */
  readonly onOverflow: () => void;
};

/** So many batches may be on their way. */
export const BATCHES_UNREAD_MAX = 32;
/** So many events wait for a thread that does not read. */
export const EVENTS_WAITING_MAX = 100_000;
const RECORDS_PER_BATCH = 1_000;
const LOOK_AGAIN_MILLIS = 1;
const SAMPLE_EVERY = toMicros(250_000);

type Kept =
  | { readonly input: MarketData }
  | { readonly event: TradingEvent }
  | { readonly listed: readonly Instrument[] };

/**
 * Sends what the machines have handled to another thread, in batches. While that reads as fast as it is told, all of it
 * goes; a slower one gets the last value of each instrument, and every event. Nothing grows without bound, and the
 * machines never wait.
 */
export class StreamLine {
  readonly #options: StreamLineOptions;
  readonly #market: MarketQueue;
  readonly #batch = new BatchWriter();
  /** What is never left out: events, and statuses of all instruments. */
  #kept: Kept[] = [];
  #posted = 0;
  #isPlanned = false;
  #isLost = false;

  constructor(options: StreamLineOptions) {
    this.#options = options;
    const { instruments } = options;
    this.#market = new MarketQueue({
      instruments,
      capacity: QUEUE_CAPACITY,
      sampleEvery: SAMPLE_EVERY,
    });
  }

  /** How much market data wait here. */
  get waiting(): number {
    return this.#market.size;
  }

  /** How many values a later one has stood for. */
  get conflated(): number {
    return this.#market.conflated;
  }

  /** Takes market data; `instrument` is its index, -1 where it is of all. */
  offer(input: MarketData, instrument: number): void {
    if (this.#isLost) return;
    if (instrument < 0) this.#keep({ input });
    else this.#market.offer(input, instrument, this.#options.elapsed());
    this.#plan();
  }

  /** Takes an event. */
  publish(event: TradingEvent): void {
    if (this.#isLost) return;
    this.#keep({ event });
    this.#plan();
  }

  /** Says what is listed from here on, before all that waits: prices of it come by its index. */
  list(listed: readonly Instrument[]): void {
    if (this.#isLost) return;
    this.#kept.unshift({ listed });
    this.#plan();
  }

  /** Sends no more: nobody is there any more who reads. */
  close(): void {
    this.#isLost = true;
    this.#kept = [];
  }

  #keep(kept: Kept): void {
    if (this.#kept.length < EVENTS_WAITING_MAX) {
      this.#kept.push(kept);
      return;
    }
    this.close();
    this.#options.onOverflow();
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#options.soon(this.#flush);
  }

  readonly #flush = (): void => {
    this.#isPlanned = false;
    while (!this.#isLost && this.#hasRoom()) {
      this.#fill();
      if (this.#batch.records === 0) break;
      this.#posted += 1;
      this.#options.post(this.#batch.take());
    }
    if (this.#isLost || this.#kept.length + this.#market.size === 0) return;
    this.#isPlanned = true;
    this.#options.later(LOOK_AGAIN_MILLIS, this.#flush);
  };

  /** The count wraps where 32 bits end, on both sides alike. */
  #hasRoom(): boolean {
    return ((this.#posted - Atomics.load(this.#options.read, 0)) | 0) < BATCHES_UNREAD_MAX;
  }

  #fill(): void {
    const kept = this.#kept.splice(0, RECORDS_PER_BATCH);
    for (const one of kept) {
      if ('event' in one) this.#batch.event(one.event);
      else if ('listed' in one) this.#batch.listed(one.listed);
      else this.#batch.market(one.input, -1);
    }
    this.#market.drain(RECORDS_PER_BATCH, this.#options.elapsed(), this.#write);
  }

  readonly #write = (input: MarketData, instrument: number): void => {
    this.#batch.market(input, instrument);
  };
}
