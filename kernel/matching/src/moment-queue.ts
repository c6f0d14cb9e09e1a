import { BinaryHeap, type InstrumentIndex, type Timestamp } from 'argosy/core';
import type { Bar, Effect } from 'argosy/domain';

import type { VenueOutbox, VenueRank } from './venue-config.ts';

/** What the venue does by itself. */
export type MomentAction =
  | { readonly type: 'dayEnd' }
  /** An order ends at an instant of its own. */
  | { readonly type: 'expiry' }
  /** What was collected for an auction is matched. */
  | { readonly type: 'auction' }
  /** A stop of the venue's own has come further. */
  | { readonly type: 'stop' }
  | { readonly type: 'barPoint'; readonly bar: Bar }
  /** Who was passed over at a price of this instant meets it. */
  | { readonly type: 'again'; readonly meet: (now: Timestamp, out: VenueOutbox) => void }
  | { readonly type: 'arrival'; readonly effect: Effect };

/** An instant at which the venue acts by itself. */
export type Moment = {
  readonly at: Timestamp;
  readonly rank: VenueRank;
  /** -1 where the request names no instrument the venue knows. */
  readonly instrument: InstrumentIndex | -1;
  readonly action: MomentAction;
};

type QueuedMoment = Moment & { readonly sequence: number };

/** How many moments may be waiting at once. */
const MOMENTS_MAX = 1_000_000;

/**
 * The venue's own agenda, by instant, rank, instrument and order of asking. At one instant and rank
 * who was passed over comes first, then a day ends, before a bar opens.
 */
export class MomentQueue {
  readonly #heap: BinaryHeap<QueuedMoment>;
  #sequence = 0;
  #nextAt = Number.POSITIVE_INFINITY;
  #nextRank = Number.POSITIVE_INFINITY;

  constructor(max: number = MOMENTS_MAX) {
    this.#heap = new BinaryHeap<QueuedMoment>(compareMoments, max);
  }

  /** The instant of the earliest moment; Infinity when there is none. */
  get nextAt(): number {
    return this.#nextAt;
  }

  /** The rank of the earliest moment; Infinity when there is none. */
  get nextRank(): number {
    return this.#nextRank;
  }

  /** Adds a moment. */
  push(moment: Moment): void {
    this.#sequence += 1;
    const { at, rank, instrument, action } = moment;
    this.#heap.push({ at, rank, instrument, action, sequence: this.#sequence });
    this.#look();
  }

  /** Takes the earliest moment. */
  pop(): Moment | undefined {
    const moment = this.#heap.pop();
    this.#look();
    return moment;
  }

  #look(): void {
    const top = this.#heap.peek();
    this.#nextAt = top?.at ?? Number.POSITIVE_INFINITY;
    this.#nextRank = top?.rank ?? Number.POSITIVE_INFINITY;
  }
}

function compareMoments(a: QueuedMoment, b: QueuedMoment): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.rank !== b.rank) return a.rank - b.rank;
  const byAction = placeOf(a) - placeOf(b);
  if (byAction !== 0) return byAction;
  if (a.instrument !== b.instrument) return a.instrument - b.instrument;
  return a.sequence - b.sequence;
}

function placeOf(moment: Moment): number {
  const { type } = moment.action;
  if (type === 'auction' || type === 'again') return -1;
  return type === 'dayEnd' || type === 'expiry' || type === 'stop' ? 0 : 1;
}
