import { BinaryHeap, Random } from 'argosy/core';

type Due = { readonly at: number; readonly place: number; readonly run: () => void };

const EVENTS_MAX = 1_000_000;
/** Monday, the 5th of January 2026, in microseconds. */
const BEGINNING = 1_767_571_200_000_000;

/** What can go wrong in the world. */
export const faults = [
  'request lost',
  'report lost',
  'report doubled',
  'report late',
  'line down',
  'process killed',
  'power lost',
  'call of the disk failed',
  'disk full',
  'disk slow',
  'tape’s disk full',
  'call of the tape’s disk failed',
  'clock back',
  'clock ahead',
  'follower killed',
  'follower’s power lost',
  'call of the follower’s disk failed',
  'follower slow',
  'follower cut off',
  'first journal lost, follower goes on',
] as const;
/** One of them. */
export type Fault = (typeof faults)[number];
/** How often each happened. */
export type FaultCounts = Record<Fault, number>;

/** A world of its own: one clock, one source of chance, and what is due in it. All of it follows from a seed. */
export class World {
  readonly random: Random;
  readonly faults: FaultCounts = countNothing();
  /** Whether things still go wrong. */
  isPeaceful = false;
  readonly #due = new BinaryHeap<Due>(
    (one, other) => one.at - other.at || one.place - other.place,
    EVENTS_MAX,
  );
  #now = BEGINNING;
  #place = 0;

  constructor(seed: number) {
    this.random = Random.fromSeed(seed);
  }

  /** Microseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** Lets something happen after so many microseconds. */
  after(delay: number, run: () => void): void {
    this.#due.push({ at: this.#now + Math.max(0, Math.round(delay)), place: this.#place, run });
    this.#place += 1;
  }

  /** Lets something happen again and again, at intervals of about so many microseconds, while it says so. */
  every(interval: number, run: () => boolean): void {
    this.after(interval * (0.5 + this.random.nextFloat()), () => {
      if (run()) this.every(interval, run);
    });
  }

  /** Whether something that happens so often happens now. */
  chance(often: number): boolean {
    return this.random.nextFloat() < often;
  }

  /** Whether a fault that happens so often happens now; it is counted. */
  fault(fault: Fault, often: number): boolean {
    if (this.isPeaceful || !this.chance(often)) return false;
    this.faults[fault] += 1;
    return true;
  }

  /** Lets the next thing happen; false where nothing is due. */
  step(): boolean {
    const next = this.#due.pop();
    if (next === undefined) return false;
    this.#now = next.at;
    next.run();
    return true;
  }

  /** Whether something is due by a time. */
  isDueBy(until: number): boolean {
    return (this.#due.peek()?.at ?? Number.POSITIVE_INFINITY) <= until;
  }

  /** Lets everything happen that is due within so many microseconds. */
  pass(duration: number): void {
    const until = this.#now + duration;
    while (this.isDueBy(until)) this.step();
    this.skipTo(until);
  }

  /** Nothing happens until then. */
  skipTo(at: number): void {
    this.#now = Math.max(this.#now, at);
  }
}

function countNothing(): FaultCounts {
  const counts: Partial<FaultCounts> = {};
  for (const fault of faults) counts[fault] = 0;
  return counts as FaultCounts;
}
