import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  MICROS_PER_MINUTE,
  SessionClock,
  toMicros,
  type Micros,
  type Timestamp,
} from 'argosy/core';
import type { HealthBook, Logger, Metrics } from '@argosy/telemetry';

import type { DemoConfig, ServerConfig } from '../config/index.ts';
import { JobBoard, type JobRecords } from '../jobs/job-board.ts';
import { jobPlans } from '../jobs/job-plans.ts';
import type { PurgePort, ReconciliationPort } from '../jobs/standing-jobs.ts';
import type { ArgosyCommand } from '../threads/thread-messages.ts';
import { archiveTape } from './archive-tape.ts';
import { compactHistory } from './compact-history.ts';
import type { LiveCore } from './live-core.ts';
import type { NodeMarket } from './node-market.ts';
import { relisting, type RelistingParts } from './relisting.ts';

/** What the jobs of a node reach. */
export type NodeJobsOptions = {
  readonly config: ServerConfig;
  readonly command: ArgosyCommand;
  readonly core: LiveCore;
  readonly place: NodeMarket;
  /** Who has to know of new instruments besides the core. */
  readonly hearers: RelistingParts['hearers'];
  readonly health: HealthBook;
  readonly records: JobRecords & PurgePort;
  readonly now: () => Timestamp;
  readonly metrics: Metrics;
  readonly log: Logger;
};

const LOOK_MILLIS = 50;
const MICROS_PER_MILLI = 1_000;
/** For whoever looks back at who was logged in. */
const SESSION_DAYS = 90;

/** The jobs of a node, not started yet. */
export function nodeJobs(options: NodeJobsOptions): JobBoard {
  const { config, command, core, place, hearers, health, records, now, metrics, log } = options;
  const { live } = core;
  const { market, relist } = place;
  const { file, retention } = config.logging;
  const jobs = jobPlans({
    config: config.node.jobs,
    now,
    clock: new SessionClock(place.calendar),
    reconciliation: { round: (signal) => roundOf(core, signal) },
    health: () => Promise.resolve(health.ready().parts),
    broker: place.market.adapter,
    instruments:
      relist === null
        ? null
        : relisting({ relist, core, hearers, instruments: market.instruments }),
    fastDay: fastDayOf(config.node.demo),
    snapshot: () => {
      live.snapshot();
      return Promise.resolve(`asked for behind input ${live.inputs}`);
    },
    compaction: (signal) => compactHistory(command, join(config.node.data, 'history'), signal),
    tape: (signal) =>
      archiveTape({ command, folder: config.node.data, days: config.node.tapeDays }, now(), signal),
    purge: { records, sessionDays: SESSION_DAYS, logs: { folder: file.folder, retention } },
  });
  return new JobBoard({ jobs, records, time: { now, after }, metrics, log });
}

function fastDayOf({ hours }: DemoConfig): Micros | null {
  return typeof hours === 'string' ? null : toMicros(hours.minutesPerDay * MICROS_PER_MINUTE);
}

/** A round with the broker from its beginning, or the one under way and the next. */
async function roundOf(
  { live }: LiveCore,
  signal: AbortSignal,
): ReturnType<ReconciliationPort['round']> {
  const before = live.rounds;
  live.reconcile();
  while (live.rounds === before) await pause(LOOK_MILLIS, undefined, { signal });
  return { accounts: live.open.size, open: [...live.open] };
}

function after(delayUs: number, run: () => void): () => void {
  const timer = setTimeout(run, Math.ceil(delayUs / MICROS_PER_MILLI));
  return () => clearTimeout(timer);
}
