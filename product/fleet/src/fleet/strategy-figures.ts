import type { StrategyId, Timestamp } from 'argosy/core';
import { boundsOf, quantileOf, type Histogram, type Metrics } from '@argosy/telemetry';

import type { CallbackFigures } from '../host/messages.ts';

const MICROS_PER_SECOND = 1e6;
const SLOW = 0.99;

/** What callbacks have cost, as people see it. */
export type CallCosts = Pick<CallbackFigures, 'calls' | 'micros' | 'microsMax' | 'breaches'> & {
  /** What 99 of 100 calls do not take longer than, by its bucket; null before the first. */
  readonly microsP99: number | null;
  /** When its host last said so; null before it has. */
  readonly heardAt: Timestamp | null;
};

const noCosts: CallCosts = {
  calls: 0,
  micros: 0,
  microsMax: 0,
  breaches: 0,
  microsP99: null,
  heardAt: null,
};

/** What callbacks have cost, as a metric: hosts say sums since their processes began. */
export class StrategyFigures {
  readonly #histogram: (strategy: StrategyId) => Histogram;
  readonly #last = new Map<StrategyId, CallbackFigures>();
  readonly #heardAt = new Map<StrategyId, Timestamp>();

  constructor(metrics: Metrics) {
    const family = metrics.histogram('strategy_execution_duration_seconds');
    this.#histogram = (strategy) => family.with({ strategy });
  }

  /** What one has last said of itself. */
  of(strategy: StrategyId): CallCosts {
    const figures = this.#last.get(strategy);
    if (figures === undefined) return noCosts;
    const { calls, micros, microsMax, breaches, counts } = figures;
    const slow = quantileOf({ bounds: boundsOf('latency'), counts }, SLOW) * MICROS_PER_SECOND;
    // A bucket reaches beyond the longest of all calls.
    const microsP99 = calls === 0 ? null : Math.min(Math.round(slow), microsMax);
    const heardAt = this.#heardAt.get(strategy) ?? null;
    return { calls, micros, microsMax, breaches, microsP99, heardAt };
  }

  /** Takes in what a host says, and counts what is new of it. */
  take(figures: readonly CallbackFigures[], at: Timestamp): void {
    for (const now of figures) {
      const before = this.#last.get(now.strategy);
      // A host that has changed otherwise has said nothing new of its strategies.
      if (before === now) continue;
      this.#heardAt.set(now.strategy, at);
      // Fewer calls than before are those of a new process.
      const since = before !== undefined && before.calls <= now.calls ? before : null;
      this.#last.set(now.strategy, now);
      if (since?.calls === now.calls) continue;
      const counts = now.counts.map((count, place) => count - (since?.counts[place] ?? 0));
      const micros = Math.max(0, now.micros - (since?.micros ?? 0));
      this.#histogram(now.strategy).add(counts, micros / MICROS_PER_SECOND);
    }
  }
}
