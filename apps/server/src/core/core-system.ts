import type { Bridge, LiveShard, StageFigures } from '@argosy/bridge';
import type { AccountRow, PipelineStage, SystemFace } from '@argosy/gateway';
import type { HealthBook, Metrics, MetricsSnapshot, PartReport } from '@argosy/telemetry';

/** What the thread of the machines says of itself; the time is told otherwise. */
export type CoreSystemOptions = {
  readonly live: Pick<LiveShard, 'now'>;
  readonly bridge: Pick<Bridge, 'figures'>;
  readonly metrics: Metrics;
  readonly health: HealthBook;
  readonly accounts: readonly AccountRow[];
  /** How the parts of other threads are. */
  readonly otherParts: () => Promise<readonly PartReport[]>;
  /** What other threads and hosts count. */
  readonly others: () => Promise<readonly MetricsSnapshot[]>;
};

const MICROS = 1_000_000;

/** Figures are of spans that are at least so long: who asks right behind somebody else sees what they saw. */
const SPAN_MICROS = 1_000_000;

/** The node as its machines' thread knows it. */
export class CoreSystem implements Omit<SystemFace, 'now'> {
  readonly #options: CoreSystemOptions;
  #pipeline: readonly PipelineStage[];
  #lookedAt: number;

  constructor(options: CoreSystemOptions) {
    this.#options = options;
    // What the first one who asks sees has passed since now.
    this.#pipeline = this.#look();
    this.#lookedAt = options.live.now;
  }

  /** The queue before the machines, stage by stage, since it was last looked at. */
  pipeline(): Promise<readonly PipelineStage[]> {
    const { now } = this.#options.live;
    if (now - this.#lookedAt >= SPAN_MICROS) {
      this.#pipeline = this.#look();
      this.#lookedAt = now;
    }
    return Promise.resolve(this.#pipeline);
  }

  accounts(): Promise<readonly AccountRow[]> {
    return Promise.resolve(this.#options.accounts);
  }

  async figures(): Promise<readonly MetricsSnapshot[]> {
    const { metrics, others } = this.#options;
    return [metrics.snapshot(), ...(await others())];
  }

  async parts(): Promise<readonly PartReport[]> {
    const { health, otherParts } = this.#options;
    return [...health.ready().parts, ...(await otherParts())];
  }

  #look(): readonly PipelineStage[] {
    const { live, bridge } = this.#options;
    const { stages, depth, reports, ...counted } = bridge.figures(live.now);
    const { dropped, conflated, missing, duplicates } = counted;
    return [
      rowOf('feed', stages.feed, { missing, duplicates }),
      rowOf('decode', stages.decode, {}),
      rowOf('queue', stages.queue, { queue: depth, dropped, conflated }),
      rowOf('machines', stages.drain, { queue: reports }),
    ];
  }
}

const nothing = { queue: 0, dropped: 0, conflated: 0, missing: 0, duplicates: 0 };

function rowOf(
  stage: string,
  { ratePerSecond, p50, p99 }: StageFigures,
  counted: Partial<typeof nothing>,
): PipelineStage {
  const micros = (seconds: number): number => (Number.isNaN(seconds) ? 0 : seconds * MICROS);
  const [p50Micros, p99Micros] = [micros(p50), micros(p99)];
  return { stage, perSecond: ratePerSecond, p50Micros, p99Micros, ...nothing, ...counted };
}
