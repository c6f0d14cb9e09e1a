import { toTimestamp } from 'argosy/core';
import { mergeSnapshots, metricTable } from '@argosy/telemetry';

import type { Platform } from '../platform/platform.ts';
import { EquityLog } from './equity-log.ts';
import { LatencyLog } from './latency-log.ts';

/** What is looked at. */
export type WatchedPlatform = Pick<
  Platform,
  'system' | 'metrics' | 'desk' | 'instruments' | 'scales' | 'log'
>;

/** How often it is looked at. */
const LOOK_MILLIS = 30_000;

/**
 * Remembers how the node fared and what its accounts were worth, look after look, while it runs: a start begins anew. What
 * is asked for later was seen then; nothing is made up for in between.
 */
export class NodeWatch {
  readonly latency: LatencyLog = new LatencyLog();
  readonly equity: EquityLog = new EquityLog();
  readonly #platform: WatchedPlatform;
  #timer: NodeJS.Timeout | null = null;

  constructor(platform: WatchedPlatform) {
    this.#platform = platform;
  }

  /** Looks from now on. */
  start(): void {
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => void this.look(), LOOK_MILLIS);
    this.#timer.unref();
    void this.look();
  }

  /** Ends. Safe to call twice. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Looks now. What cannot be seen at this look is left out of it. */
  async look(): Promise<void> {
    const looks = await Promise.allSettled([this.#lookAtHops(), this.#lookAtAccounts()]);
    for (const look of looks) {
      if (look.status === 'fulfilled') continue;
      this.#platform.log.warn('a look at the node saw less than all', { error: look.reason });
    }
  }

  async #lookAtHops(): Promise<void> {
    const { system, metrics } = this.#platform;
    const figures = [metrics.snapshot(), ...(await system.figures())];
    this.latency.take(toTimestamp(system.now()), mergeSnapshots(metricTable, figures));
  }

  async #lookAtAccounts(): Promise<void> {
    const { system, desk, instruments, scales } = this.#platform;
    const rows = await system.accounts();
    const bases = new Map(rows.map(({ id, currency }) => [id, currency]));
    const { funds, positions } = await desk.snapshot({
      user: 'watch',
      accounts: [...bases.keys()],
    });
    const inBase = funds.filter(({ account, currency }) => bases.get(account) === currency);
    this.equity.take(
      toTimestamp(system.now()),
      { funds: inBase, positions },
      { instruments, scales },
    );
  }
}
