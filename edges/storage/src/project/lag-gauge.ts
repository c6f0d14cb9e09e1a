import type { JournalRecord } from '@argosy/journal';
import type { Metrics } from '@argosy/telemetry';

/** Of which projection the lag is told, and where. */
export type LagGaugeOptions = {
  readonly metrics: Metrics;
  /** What it is called among others, such as its shard. */
  readonly projection: string;
  /** Microseconds, of the clock that trading lives by. */
  readonly now: () => number;
};

/**
 * Tells metrics how far a projection is behind its journal: the age of the oldest record that was read and is not
 * written. It is reckoned whenever they are asked, so a database that hangs is seen, and a projector that has failed.
 * One serves a projection for as long as its process lives, however often that is begun again.
 */
export class LagGauge {
  readonly #now: () => number;
  #waitsSince: number | null = null;

  constructor({ metrics, projection, now }: LagGaugeOptions) {
    this.#now = now;
    const gauge = metrics.gauge('projection_lag_seconds').with({ projection });
    metrics.onCollect(() => {
      gauge.set(this.seconds);
    });
  }

  /** How far behind it is at this instant; 0 where nothing waits. */
  get seconds(): number {
    return this.#waitsSince === null ? 0 : Math.max(0, this.#now() - this.#waitsSince) / 1_000_000;
  }

  /** Hears of records that are about to be written, in their order; none where all there are have been. */
  hear([oldest]: readonly JournalRecord[]): void {
    this.#waitsSince = oldest === undefined ? null : timeOf(oldest);
  }
}

function timeOf({ entry }: JournalRecord): number {
  if (entry.kind === 'event') return entry.event.receivedAt;
  return entry.input.kind === 'command' ? entry.input.at : entry.input.availableAt;
}
