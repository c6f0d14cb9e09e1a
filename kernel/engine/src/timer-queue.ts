import { BinaryHeap, type Timestamp } from 'argosy/core';

import { engineError } from './errors.ts';
import type { Ordered } from './topics.ts';

/** A timer that came due. */
export type TimeEvent = { readonly name: string; readonly at: Timestamp };

type Timer<Owner> = {
  readonly at: Timestamp;
  readonly owner: Owner;
  readonly name: string;
};

/** How many timers one strategy may hold at once. */
export const TIMERS_PER_STRATEGY_MAX = 10_000;
const TIMERS_MAX = 10_000_000;
/** How many moved or cancelled timers may lie about before they are swept out. */
const STALE_MAX = 1000;

/**
 * The named timers of all strategies, in order of (instant, strategy, name).
 * Setting a name again moves its timer; the old place in the queue is skipped when it comes up.
 */
export class TimerQueue<Owner extends Ordered> {
  readonly #heap = new BinaryHeap<Timer<Owner>>(compareTimers, TIMERS_MAX);
  readonly #live = new Map<Owner, Map<string, Timer<Owner>>>();
  #liveCount = 0;
  /** Asked at every input, so it is kept until something changes; NaN until it is asked again. */
  #nextAt = Number.POSITIVE_INFINITY;

  /** The earliest instant a timer is due at; Infinity when there is none. */
  get nextAt(): number {
    if (Number.isNaN(this.#nextAt)) this.#findNext();
    return this.#nextAt;
  }

  /** How many places the queue takes up, moved and cancelled timers included. */
  get places(): number {
    return this.#heap.size;
  }

  /** Sets or moves a timer. */
  set(owner: Owner, name: string, at: Timestamp): void {
    const mine = this.#live.get(owner) ?? new Map<string, Timer<Owner>>();
    if (mine.size >= TIMERS_PER_STRATEGY_MAX && !mine.has(name)) {
      throw engineError('TOO_MANY_TIMERS', `${mine.size}, refusing "${name}"`);
    }
    const timer: Timer<Owner> = { at, owner, name };
    if (!mine.has(name)) this.#liveCount += 1;
    mine.set(name, timer);
    this.#live.set(owner, mine);
    this.#heap.push(timer);
    this.#nextAt = Number.NaN;
    if (this.#heap.size > 2 * this.#liveCount + STALE_MAX) this.#rebuild();
  }

  /** Removes a timer; says whether there was one. */
  cancel(owner: Owner, name: string): boolean {
    const isThere = this.#live.get(owner)?.delete(name) ?? false;
    if (isThere) this.#liveCount -= 1;
    this.#nextAt = Number.NaN;
    return isThere;
  }

  /** Removes every timer of a strategy. */
  cancelAll(owner: Owner): void {
    this.#liveCount -= this.#live.get(owner)?.size ?? 0;
    this.#live.delete(owner);
    this.#nextAt = Number.NaN;
  }

  /** Takes the earliest timer at or before an instant, or null. */
  takeDue(until: number): { readonly owner: Owner; readonly event: TimeEvent } | null {
    if (this.nextAt > until) return null;
    const timer = this.#heap.pop();
    if (timer === undefined) return null;
    this.cancel(timer.owner, timer.name);
    return { owner: timer.owner, event: { name: timer.name, at: timer.at } };
  }

  /** Moved and cancelled timers leave the heap, so that it stays near the number of live ones. */
  #rebuild(): void {
    this.#heap.clear();
    for (const mine of this.#live.values()) {
      for (const timer of mine.values()) this.#heap.push(timer);
    }
  }

  #findNext(): void {
    let top = this.#heap.peek();
    while (top !== undefined && this.#live.get(top.owner)?.get(top.name) !== top) {
      this.#heap.pop();
      top = this.#heap.peek();
    }
    this.#nextAt = top?.at ?? Number.POSITIVE_INFINITY;
  }
}

function compareTimers<Owner extends Ordered>(a: Timer<Owner>, b: Timer<Owner>): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.owner !== b.owner) return a.owner.order - b.owner.order;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
