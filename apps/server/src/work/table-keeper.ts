import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

import { ArgosyError, RECONNECT_DEFAULTS, Reconnection } from 'argosy/core';
import {
  followInto,
  LagGauge,
  Projector,
  requireOwnTables,
  storageErrors,
  type ProjectionStore,
} from '@argosy/storage';
import type { Logger, Metrics } from '@argosy/telemetry';

import { wallNow } from '../node-log.ts';
import type { ThreadClock } from '../threads/thread-clock.ts';
import { ShortRest } from './short-rest.ts';

/** Whose journal becomes which tables. */
export type TableKeeperOptions = {
  readonly store: ProjectionStore;
  readonly shard: string;
  readonly folder: string;
  /** Whether the machines' thread has heard that all up to a position is on the disk. */
  readonly isSafe: (position: number) => boolean;
  /** Where is told how far behind they are, and how often what is written was kept at hand. */
  readonly metrics: Metrics;
  /** What time it is for the machines; it hears of the last event that the tables have. */
  readonly clock: ThreadClock;
  readonly log: Logger;
};

/** How long somebody waits for the tables at most. */
const REACH_MILLIS = 1_000;
const LOOK_MILLIS = 5;
/** Where nobody waits the tables are at most so far behind: what is written together shares its pages. */
const POLL_MILLIS = 250;

/** Keeps the tables of a shard as new as its journal, through whatever happens to the database. */
export class TableKeeper {
  readonly #options: TableKeeperOptions;
  readonly #lag: LagGauge;
  readonly #stopping = new AbortController();
  readonly #rest = new ShortRest();
  #projector: Projector | null = null;
  #ended: Promise<void> | null = null;
  #fault: string | null = 'has not begun';
  #refusal: ArgosyError | null = null;

  constructor(options: TableKeeperOptions) {
    this.#options = options;
    const { metrics, shard, clock } = options;
    const machineNow = (): number => {
      clock.hear(this.#projector?.progress.at ?? 0);
      return clock.now();
    };
    this.#lag = new LagGauge({ metrics, projection: shard, now: machineNow });
  }

  /** Why they are not followed; null where they are. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Why nobody may read them: somebody else has made them of another journal meanwhile. Null where they are this one's. */
  get refusal(): ArgosyError | null {
    return this.#refusal;
  }

  /** The position that the tables have come to. */
  get position(): number {
    return this.#projector?.progress.position ?? 0;
  }

  /** Begins; once it runs, does nothing. */
  start(): void {
    this.#ended ??= this.#run();
  }

  /** Waits until the tables hold what was numbered up to here; false where they do not within a second. */
  async reach(number: number): Promise<boolean> {
    const until = performance.now() + REACH_MILLIS;
    while ((this.#projector?.progress.number ?? -1) < number) {
      if (performance.now() >= until) return false;
      this.#rest.shorten();
      await pause(LOOK_MILLIS);
    }
    return true;
  }

  /** Ends once what is under way is committed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#rest.end();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const policy = new Reconnection(RECONNECT_DEFAULTS, Math.random);
    policy.start(wallNow());
    while (!signal.aborted) {
      if (policy.step(wallNow()) === 'connect') {
        const reason = await this.#follow(() => {
          policy.succeed(wallNow());
          this.#fault = null;
        });
        this.#fault = reason;
        if (signal.aborted) return;
        this.#options.log.error('the tables cannot be written', { reason });
        policy.fail(reason, wallNow());
      }
      const waitMillis = Math.max(1, ((policy.nextDueAt ?? wallNow()) - wallNow()) / 1_000);
      await pause(waitMillis, undefined, { signal }).catch(() => {});
    }
  }

  /** Follows until it is told to stop, or cannot go on: then it says why. */
  async #follow(begun: () => void): Promise<string> {
    const { store, shard, folder, metrics, isSafe } = this.#options;
    try {
      // People's records and the audit are in this thread too: nobody waits for more than a table.
      const projector = await Projector.open({ store, shard, metrics, onTable: () => turn() });
      requireOwnTables(projector, { folder });
      this.#projector = projector;
      this.#refusal = null;
      begun();
      const { signal } = this.#stopping;
      const lag = this.#lag;
      const rest = this.#rest.take.bind(this.#rest);
      const how = { signal, lag, isSafe, rest, pollMs: POLL_MILLIS };
      await followInto(this.#projector, { folder, ...how });
      return 'stopped';
    } catch (error) {
      this.#refusal = refusalOf(error) ?? this.#refusal;
      return error instanceof Error ? error.message : String(error);
    }
  }
}

/** What callers are told of tables that are not this journal's: where it lies is for the log alone. */
function refusalOf(error: unknown): ArgosyError | null {
  if (!(error instanceof ArgosyError)) return null;
  const { code } = error;
  const isForeign = code === 'JOURNAL_FOREIGN' || code === 'JOURNAL_DIVERGED';
  return isForeign ? new ArgosyError(code, storageErrors[code]) : null;
}
