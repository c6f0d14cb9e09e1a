import type { Micros } from 'argosy/core';
import type { MarketData, QueueUpdate } from 'argosy/domain';

import { bridgeError } from '../errors.ts';
import { EntryChain, NO_ENTRY } from './entry-chain.ts';
import { EntryTable } from './entry-table.ts';
import { mergeBooks } from './merge-books.ts';
import { Pressure, type QueueState } from './pressure.ts';
import { KEPT, SLOT_KINDS, slotKindOf, STEP } from './slots.ts';

/** The bounds of a queue of market data. */
export type MarketQueueOptions = {
  /** How many instruments there are; their indexes run from 0. */
  readonly instruments: number;
  /** How much waits before only last values are kept. */
  readonly capacity: number;
  /** While it is critical an instrument without priority gives a value of a kind so often. */
  readonly sampleEvery: Micros;
};

/** What became of what was offered: it waits, or in the place of an earlier value, or it was left out. */
export type Offered = 'queued' | 'conflated' | 'dropped';

/** Who hears what leaves the queue, and how long it has waited since it came in itself. A span is small enough to need no box. */
export type QueueTaker = (datum: MarketData, instrument: number, waitedMicros: number) => void;

/** Why an instrument goes before others. */
export type PriorityReason = 'held' | 'subscribed';

/** How many data that are never left out may wait. Beyond it whoever feeds has to be stopped. */
export const KEPT_MAX = 100_000;
/** Of so many values that leave under pressure one is of an instrument without priority, if one waits. */
const OTHERS_EVERY = 5;
const SEALED = 1;
const SUPERSEDED = 2;
const IN_FRONT_LANE = 4;
const reasonMarks: Readonly<Record<PriorityReason, number>> = { held: 1, subscribed: 2 };

/**
 * Market data that wait, bounded without losing the last value of any instrument. In `normal` all of it passes in
 * the order in which it came. From `warning` on a value takes the place of the waiting one of its instrument and
 * kind; instruments with priority go first and are conflated in `critical` only, where the others are also sampled.
 * A place is kept, not moved to the end: an instrument that changes all the time would never come to the front.
 *
 * What is in it is never more than the capacity, two values of each instrument and kind, and what is never left out.
 */
export class MarketQueue {
  readonly #options: MarketQueueOptions;
  readonly #pressure: Pressure;
  readonly #table = new EntryTable();
  readonly #front: EntryChain;
  readonly #others: EntryChain;
  /** What a later value waits behind: first to go where room is needed. */
  readonly #superseded: EntryChain;
  /** The last waiting entry of each slot. */
  readonly #latest: Int32Array;
  readonly #releasedAt: Float64Array;
  readonly #waiting: Int32Array;
  readonly #priority: Uint8Array;
  readonly #isFront: Uint8Array;
  readonly #isBroken: Uint8Array;
  #size = 0;
  #kept = 0;
  #order = 0;
  #turn = 0;
  #conflated = 0;
  #dropped = 0;

  constructor(options: MarketQueueOptions) {
    const { instruments, capacity } = options;
    const slots = instruments * SLOT_KINDS;
    this.#options = options;
    this.#pressure = new Pressure(capacity);
    this.#front = new EntryChain(this.#table.lanes);
    this.#others = new EntryChain(this.#table.lanes);
    this.#superseded = new EntryChain(this.#table.superseded);
    this.#latest = new Int32Array(slots).fill(NO_ENTRY);
    this.#releasedAt = new Float64Array(slots).fill(Number.NEGATIVE_INFINITY);
    this.#waiting = new Int32Array(instruments);
    this.#priority = new Uint8Array(instruments);
    this.#isFront = new Uint8Array(instruments);
    this.#isBroken = new Uint8Array(instruments);
  }

  /** How much waits. */
  get size(): number {
    return this.#size;
  }

  get state(): QueueState {
    return this.#pressure.state;
  }

  /** How many values a later one has stood for, so far. */
  get conflated(): number {
    return this.#conflated;
  }

  /** How many data were left out without a later value that stands for them, so far. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Says why an instrument goes before others, or that it no longer does. */
  prioritise(instrument: number, reason: PriorityReason, isWanted: boolean): void {
    const mark = reasonMarks[reason];
    const before = this.#priority[instrument] ?? 0;
    this.#priority[instrument] = isWanted ? before | mark : before & ~mark;
  }

  /** Takes a datum in. One that came late neither stands for later ones nor is kept under pressure. */
  offer(datum: MarketData, instrument: number, now: number, isLate = false): Offered {
    const kind = slotKindOf(datum);
    if (kind === KEPT) return this.#keep(datum, instrument, now);
    if (kind === STEP) return this.#offerStep(datum, instrument, now);
    if (isLate) return this.#offerLoose(datum, instrument, now);
    return this.#offerValue(datum, instrument * SLOT_KINDS + kind, now);
  }

  /** Lets at most `max` of what waits go, the longest first; how many went. */
  drain(max: number, now: number, take: QueueTaker): number {
    let released = 0;
    for (let look = this.#size; look > 0 && released < max; look -= 1) {
      const entry = this.#choose();
      if (entry === NO_ENTRY) break;
      if (this.#isPassedOver(entry)) this.#conflate(entry);
      else if (this.#isTooSoon(entry, now)) this.#moveBack(entry);
      else {
        this.#release(entry, now, take);
        released += 1;
      }
    }
    return released;
  }

  #offerValue(datum: MarketData, slot: number, now: number): Offered {
    const instrument = Math.floor(slot / SLOT_KINDS);
    const latest = this.#latest[slot] ?? NO_ENTRY;
    const isWaiting = latest !== NO_ENTRY;
    if (isWaiting && this.#isPressed(instrument) && !this.#table.has(latest, SEALED)) {
      this.#replace(latest, datum, now);
      return 'conflated';
    }
    if (this.#size >= this.#options.capacity) this.#makeRoom();
    if (isWaiting && !isBookChange(datum)) this.#supersede(latest);
    this.#latest[slot] = this.#append(datum, instrument, slot, now);
    return 'queued';
  }

  /** It says what the prices behind it mean: what waits before it stays before it. */
  #keep(datum: MarketData, instrument: number, now: number): Offered {
    if (this.#kept >= KEPT_MAX) {
      throw bridgeError('BRIDGE_FULL', `${KEPT_MAX} data wait that are never left out`);
    }
    this.#kept += 1;
    for (let kind = 0; kind < SLOT_KINDS; kind += 1) {
      const latest = this.#latest[instrument * SLOT_KINDS + kind] ?? NO_ENTRY;
      if (latest !== NO_ENTRY) this.#table.mark(latest, SEALED);
    }
    this.#append(datum, instrument, KEPT, now);
    return 'queued';
  }

  #offerLoose(datum: MarketData, instrument: number, now: number): Offered {
    if (this.#pressure.state !== 'normal' || this.#size >= this.#options.capacity)
      return this.#drop();
    this.#append(datum, instrument, STEP, now);
    return 'queued';
  }

  /** A book of single orders that has lost a step is wrong: it begins anew, with what comes once there is room. */
  #offerStep(step: MarketData, instrument: number, now: number): Offered {
    if (this.#size < this.#options.capacity) {
      this.#isBroken[instrument] = 0;
      this.#append(step, instrument, STEP, now);
      return 'queued';
    }
    if (step.kind === 'queue' && this.#isBroken[instrument] === 0) {
      this.#isBroken[instrument] = 1;
      const clear: QueueUpdate = { ...step, change: { action: 'clear' } };
      this.#append(clear, instrument, STEP, now);
    }
    return this.#drop();
  }

  #drop(): Offered {
    this.#dropped += 1;
    return 'dropped';
  }

  #replace(entry: number, datum: MarketData, now: number): void {
    const before = this.#table.datum(entry);
    const isBook = datum.kind === 'book' && before?.kind === 'book';
    this.#table.setDatum(entry, isBook ? mergeBooks(before, datum) : datum);
    this.#table.setOfferedAt(entry, now);
    this.#conflated += 1;
  }

  #append(datum: MarketData, instrument: number, slot: number, now: number): number {
    const waiting = this.#waiting[instrument] ?? 0;
    // An instrument changes lanes between its values only, so that none overtakes another.
    if (waiting === 0) this.#isFront[instrument] = this.#priority[instrument] === 0 ? 0 : 1;
    const entry = this.#table.make(datum, instrument, slot);
    this.#waiting[instrument] = waiting + 1;
    this.#table.setOfferedAt(entry, now);
    if (this.#isFront[instrument] === 1) this.#table.mark(entry, IN_FRONT_LANE);
    this.#putLast(entry);
    this.#size += 1;
    this.#pressure.update(this.#size);
    return entry;
  }

  #putLast(entry: number): void {
    this.#order += 1;
    this.#table.setOrder(entry, this.#order);
    this.#laneOf(entry).append(entry);
  }

  #laneOf(entry: number): EntryChain {
    return this.#table.has(entry, IN_FRONT_LANE) ? this.#front : this.#others;
  }

  #supersede(entry: number): void {
    this.#table.mark(entry, SUPERSEDED);
    this.#superseded.append(entry);
  }

  #makeRoom(): void {
    const oldest = this.#superseded.head;
    if (oldest !== NO_ENTRY) this.#conflate(oldest);
  }

  #conflate(entry: number): void {
    this.#conflated += 1;
    this.#remove(entry);
  }

  #choose(): number {
    const front = this.#front.head;
    const others = this.#others.head;
    if (front === NO_ENTRY) return others;
    if (others === NO_ENTRY) return front;
    if (this.#pressure.state === 'normal') {
      return this.#table.order(front) < this.#table.order(others) ? front : others;
    }
    this.#turn += 1;
    return this.#turn % OTHERS_EVERY === 0 ? others : front;
  }

  #isPassedOver(entry: number): boolean {
    return this.#table.has(entry, SUPERSEDED) && this.#isPressed(this.#table.instrument(entry));
  }

  /** Whether later values of an instrument stand for earlier ones by now. */
  #isPressed(instrument: number): boolean {
    const { state } = this.#pressure;
    if (state === 'critical') return true;
    return state === 'warning' && this.#priority[instrument] === 0;
  }

  /** Of what only the last value is left, and nothing waits behind it that it has to come before. */
  #isTooSoon(entry: number, now: number): boolean {
    if (this.#pressure.state !== 'critical') return false;
    const slot = this.#table.slot(entry);
    if (slot < 0 || this.#latest[slot] !== entry || this.#table.has(entry, SEALED)) return false;
    if (this.#priority[this.#table.instrument(entry)] !== 0) return false;
    return now - (this.#releasedAt[slot] ?? 0) < this.#options.sampleEvery;
  }

  #moveBack(entry: number): void {
    this.#laneOf(entry).remove(entry);
    this.#putLast(entry);
  }

  #release(entry: number, now: number, take: QueueTaker): void {
    const datum = this.#table.datum(entry);
    const instrument = this.#table.instrument(entry);
    const waited = now - this.#table.offeredAt(entry);
    const slot = this.#table.slot(entry);
    if (slot >= 0) this.#releasedAt[slot] = now;
    this.#remove(entry);
    if (datum !== undefined) take(datum, instrument, waited);
  }

  #remove(entry: number): void {
    const table = this.#table;
    const instrument = table.instrument(entry);
    const slot = table.slot(entry);
    if (slot === KEPT) this.#kept -= 1;
    else if (slot >= 0 && this.#latest[slot] === entry) this.#latest[slot] = NO_ENTRY;
    if (table.has(entry, SUPERSEDED)) this.#superseded.remove(entry);
    this.#laneOf(entry).remove(entry);
    this.#waiting[instrument] = (this.#waiting[instrument] ?? 1) - 1;
    table.free(entry);
    this.#size -= 1;
    this.#pressure.update(this.#size);
  }
}

/** Of changes of a book each counts; a snapshot stands for all before it. */
function isBookChange(datum: MarketData): boolean {
  return datum.kind === 'book' && !datum.isSnapshot;
}
