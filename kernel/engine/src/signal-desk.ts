import type { StrategyId } from 'argosy/core';

import { engineError } from './errors.ts';
import type { Signal } from './strategy.ts';
import type { Ordered } from './topics.ts';

/** How many signals may wait within one turn; more is a loop between strategies. */
export const SIGNALS_PER_TURN_MAX = 10_000;

/** Values that strategies publish to each other, delivered after the callback that published them. */
export class SignalDesk<Listener extends Ordered> {
  readonly #listeners = new Map<string, readonly Listener[]>();
  #waiting: Signal[] = [];

  /** Adds a listener to a topic; a second time changes nothing. */
  subscribe(topic: string, listener: Listener): void {
    const before = this.#listeners.get(topic) ?? [];
    if (before.includes(listener)) return;
    const after = [...before, listener].sort((a, b) => a.order - b.order);
    this.#listeners.set(topic, after);
  }

  /** Removes a listener of every topic. */
  drop(listener: Listener): void {
    for (const [topic, listeners] of this.#listeners) {
      const left = listeners.filter((other) => other !== listener);
      if (left.length === 0) this.#listeners.delete(topic);
      else this.#listeners.set(topic, left);
    }
  }

  /** Puts a value in the queue. */
  publish(topic: string, from: StrategyId, value: unknown): void {
    if (this.#waiting.length >= SIGNALS_PER_TURN_MAX) {
      throw engineError('TOO_MANY_SIGNALS', `${this.#waiting.length}, refusing "${topic}"`);
    }
    this.#waiting.push({ topic, from, value });
  }

  /** Takes back what was published last: so many signals of a callback that threw. */
  withdraw(count: number): void {
    this.#waiting.length -= count;
  }

  /** Delivers what waits, and what that leads to, in the order of publishing. */
  deliver(give: (listener: Listener, signal: Signal) => void): void {
    for (let next = 0; next < this.#waiting.length; next += 1) {
      const signal = this.#waiting[next];
      if (signal === undefined) break;
      for (const listener of this.#listeners.get(signal.topic) ?? []) give(listener, signal);
    }
    if (this.#waiting.length > 0) this.#waiting = [];
  }
}
