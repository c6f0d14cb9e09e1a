import type { StrategyId } from 'argosy/core';
import { Strategy, type StrategyClass } from 'argosy/engine';

import { boundsOf, Histogram } from '@argosy/telemetry';

import type { CallbackFigures } from './messages.ts';

/** Counts microseconds; it neither goes back nor jumps. */
export type MicroClock = () => number;

/** What the callbacks of one strategy cost. */
export class CallbackWatch {
  readonly #strategy: StrategyId;
  readonly #clock: MicroClock;
  readonly #deadline: number;
  readonly #spread = new Histogram(boundsOf('latency'));
  #calls = 0;
  #micros = 0;
  #microsMax = 0;
  #breaches = 0;

  constructor(strategy: StrategyId, clock: MicroClock, deadlineMicros: number) {
    this.#strategy = strategy;
    this.#clock = clock;
    this.#deadline = deadlineMicros;
  }

  /** What was counted so far. */
  get figures(): CallbackFigures {
    return {
      strategy: this.#strategy,
      calls: this.#calls,
      micros: Math.round(this.#micros),
      microsMax: Math.round(this.#microsMax),
      breaches: this.#breaches,
      counts: Array.from(this.#spread.counts),
    };
  }

  /** Calls a callback and counts what it took. */
  time(call: () => unknown): unknown {
    const from = this.#clock();
    try {
      return call();
    } finally {
      const took = this.#clock() - from;
      this.#calls += 1;
      this.#micros += took;
      this.#spread.observeMicros(took);
      if (took > this.#microsMax) this.#microsMax = took;
      if (took > this.#deadline) this.#breaches += 1;
    }
  }
}

const callbackNames = Object.getOwnPropertyNames(Strategy.prototype).filter((name) =>
  /^on[A-Z]/.test(name),
);

/** The same strategy, but what its own callbacks take is counted. */
export function timeStrategy(type: StrategyClass, watch: CallbackWatch): StrategyClass {
  const Timed = class extends type {};
  Object.defineProperty(Timed, 'name', { value: type.name });
  for (const name of callbackNames) {
    const own: unknown = Reflect.get(type.prototype, name);
    // What it leaves as it is costs nothing, and is not counted.
    if (typeof own !== 'function' || own === Reflect.get(Strategy.prototype, name)) continue;
    Object.defineProperty(Timed.prototype, name, {
      value(...given: unknown[]): unknown {
        return watch.time(() => Reflect.apply(own, this, given));
      },
    });
  }
  return Timed;
}
