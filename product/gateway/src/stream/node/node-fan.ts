import { toAccountId, type StrategyId } from 'argosy/core';
import type { LiveTime } from '@argosy/bridge';
import { channelName, type ChannelKind } from '@argosy/contract/stream';
import type { FleetFace, StrategyRow } from '@argosy/fleet';
import type { Logger } from '@argosy/telemetry';

import { maySee, type Caller } from '../../auth/caller.ts';
import type { JobsFace } from '../../platform/jobs-face.ts';
import { jobShape } from '../../shape/job.ts';
import { lineShape, strategyShape } from '../../shape/strategy.ts';
import type { Channel, ChannelSource } from '../engine/channel-source.ts';
import type { FanOut } from '../engine/fan-out.ts';
import { PolledLines } from './polled-lines.ts';
import { PolledRows } from './polled-rows.ts';

/** What a fan of the node needs. */
export type NodeFanOptions = {
  readonly fanOut: FanOut;
  /** The accounts that there are: their channels are there before anything was looked at. */
  readonly accounts: readonly string[];
  readonly fleet: Pick<FleetFace, 'strategies' | 'lines'>;
  readonly jobs: Pick<JobsFace, 'list'>;
  readonly time: Pick<LiveTime, 'after'>;
  readonly log: Logger;
};

/** How often it looks, in microseconds; and which of its looks go to strategies that nobody hears. */
const LOOK_US = 1_000_000;
const IDLE_LOOKS = 10;
/** How many of the newest lines of a strategy are looked at: of more within a second the older are left out. */
const LINES = 200;

/**
 * How the node fares as channels: `strategies` of an account, `logs` of a strategy, `jobs`. Nobody tells of changes,
 * so it looks once a second, at what somebody hears.
 *
 * @example
 * await fan.begin();
 * fan.stop();
 */
export class NodeFan implements ChannelSource {
  readonly kinds: readonly ChannelKind[] = ['strategies', 'logs', 'jobs'];
  readonly #options: NodeFanOptions;
  readonly #jobs = new PolledRows('jobs', 'jobs');
  readonly #strategies = new Map<string, PolledRows>();
  readonly #lines = new Map<StrategyId, PolledLines>();
  #rows: readonly StrategyRow[] = [];
  #looks = 0;
  #callOff: (() => void) | null = null;
  #isStopped = false;

  constructor(options: NodeFanOptions) {
    this.#options = options;
    for (const account of options.accounts) this.#strategies.set(account, strategiesOf(account));
  }

  /** Learns which strategies there are, and goes on looking. */
  async begin(): Promise<void> {
    await this.#try(() => this.#lookAtStrategies());
    this.#plan();
  }

  /** Ends. Safe to call twice. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff?.();
  }

  find(kind: ChannelKind, key: string, caller: Caller): Channel | null {
    if (kind === 'jobs') return key === '' ? this.#jobs.channel : null;
    if (kind === 'strategies') {
      const rows = this.#strategies.get(key);
      return rows !== undefined && maySee(caller, toAccountId(key)) ? rows.channel : null;
    }
    const row = this.#rows.find(({ id }) => id === key);
    if (kind !== 'logs' || row === undefined) return null;
    return maySee(caller, toAccountId(row.account)) ? this.#linesOf(row.id).channel : null;
  }

  #plan(): void {
    if (this.#isStopped) return;
    this.#callOff = this.#options.time.after(LOOK_US, () => void this.#look());
  }

  async #look(): Promise<void> {
    this.#looks += 1;
    const isHeard = [...this.#strategies.values()].some(({ channel }) => channel.holders > 0);
    if (isHeard || this.#looks % IDLE_LOOKS === 0) await this.#try(() => this.#lookAtStrategies());
    if (this.#jobs.channel.holders > 0) await this.#try(() => this.#lookAtJobs());
    for (const [strategy, lines] of this.#lines) {
      if (lines.channel.holders > 0) await this.#try(() => this.#lookAtLines(strategy, lines));
    }
    this.#options.fanOut.endBatch();
    this.#plan();
  }

  async #try(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.#options.log.warn('what the node does cannot be told', { error });
    }
  }

  async #lookAtStrategies(): Promise<void> {
    this.#rows = await this.#options.fleet.strategies();
    const byAccount = new Map<string, Map<string, string>>();
    for (const account of this.#strategies.keys()) byAccount.set(account, new Map());
    for (const row of this.#rows) {
      const rows = byAccount.get(row.account) ?? new Map<string, string>();
      byAccount.set(row.account, rows.set(row.id, JSON.stringify(strategyShape(row))));
    }
    for (const [account, rows] of byAccount) {
      const polled = this.#strategies.get(account) ?? strategiesOf(account);
      this.#strategies.set(account, polled);
      this.#tell(polled.channel, polled.take(rows));
    }
    const known = new Set(this.#rows.map(({ id }) => id));
    for (const strategy of this.#lines.keys()) {
      if (!known.has(strategy)) this.#lines.delete(strategy);
    }
  }

  async #lookAtJobs(): Promise<void> {
    const jobs = await this.#options.jobs.list();
    const rows = new Map(jobs.map((job) => [job.name, JSON.stringify(jobShape(job))]));
    this.#tell(this.#jobs.channel, this.#jobs.take(rows));
  }

  async #lookAtLines(strategy: StrategyId, lines: PolledLines): Promise<void> {
    const found = await this.#options.fleet.lines(strategy, LINES);
    if (!found.ok) return;
    const texts = found.value.map((line) => JSON.stringify(lineShape(line)));
    this.#tell(lines.channel, lines.take(texts));
  }

  #tell(channel: Parameters<FanOut['append']>[0], items: readonly string[]): void {
    for (const item of items) this.#options.fanOut.append(channel, item);
  }

  #linesOf(strategy: StrategyId): PolledLines {
    const lines =
      this.#lines.get(strategy) ?? new PolledLines(channelName({ kind: 'logs', key: strategy }));
    this.#lines.set(strategy, lines);
    return lines;
  }
}

function strategiesOf(account: string): PolledRows {
  return new PolledRows(channelName({ kind: 'strategies', key: account }), 'strategies');
}
