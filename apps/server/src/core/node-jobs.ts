import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { SessionClock, type Timestamp, type TradingCalendar } from 'argosy/core';
import type { HealthBook, Logger, Metrics } from '@argosy/telemetry';

import type { ServerConfig } from '../config/index.ts';
import { JobBoard, type JobRecords } from '../jobs/job-board.ts';
import { jobPlans } from '../jobs/job-plans.ts';
import type { BrokerLogin, PurgePort, ReconciliationPort } from '../jobs/standing-jobs.ts';
import type { ArgosyCommand } from '../threads/thread-messages.ts';
import { archiveTape } from './archive-tape.ts';
import { compactHistory } from './compact-history.ts';
import type { LiveCore } from './live-core.ts';

/** What the jobs of a node reach. */
export type NodeJobsOptions = {
  readonly config: ServerConfig;
  readonly command: ArgosyCommand;
  readonly core: LiveCore;
  readonly broker: BrokerLogin;
  readonly calendar: TradingCalendar;
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
  const { config, command, core, broker, calendar, health, records, now, metrics, log } = options;
  const { live } = core;
  const { file, retention } = config.logging;
  const jobs = jobPlans({
    config: config.node.jobs,
    now,
    clock: new SessionClock(calendar),
    reconciliation: { round: (signal) => roundOf(core, signal) },
    health: () => Promise.resolve(health.ready().parts),
    broker,
    instruments: null,
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
