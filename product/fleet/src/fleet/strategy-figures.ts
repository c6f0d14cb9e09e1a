import type { StrategyId } from 'argosy/core';
import type { Histogram, Metrics } from '@argosy/telemetry';

import type { CallbackFigures } from '../host/messages.ts';

const MICROS_PER_SECOND = 1e6;

/** What callbacks have cost, as a metric: hosts say sums since their processes began. */
export class StrategyFigures {
  readonly #histogram: (strategy: StrategyId) => Histogram;
  readonly #last = new Map<StrategyId, CallbackFigures>();

  constructor(metrics: Metrics) {
    const family = metrics.histogram('strategy_execution_duration_seconds');
    this.#histogram = (strategy) => family.with({ strategy });
  }

  /** What one has last said of itself. */
  of(strategy: StrategyId): CallbackFigures | undefined {
    return this.#last.get(strategy);
  }

  /** Takes in what a host says, and counts what is new of it. */
  take(figures: readonly CallbackFigures[]): void {
    for (const now of figures) {
      const before = this.#last.get(now.strategy);
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
