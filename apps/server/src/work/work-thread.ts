import { join } from 'node:path';
import { workerData } from 'node:worker_threads';

import {
  appendMissingAudit,
  openProjections,
  openRecords,
  Projector,
  requireOwnTables,
} from '@argosy/storage';

import { backtestRecords } from '../backtests/backtest-records.ts';
import { Backtests } from '../backtests/backtests.ts';
import { DataDesk } from '../data/data-desk.ts';
import { serveCalls } from '../calls/serve-calls.ts';
import { wallNow } from '../node-log.ts';
import type { WorkStart } from '../threads/thread-messages.ts';
import { giveWay } from '../threads/give-way.ts';
import { ThreadClock } from '../threads/thread-clock.ts';
import { openThreadSide } from '../threads/thread-side.ts';
import { bindKeeping, bindProjections, bindRecords } from './bind-storage.ts';
import { TableKeeper } from './table-keeper.ts';
import { WaitingAudit } from './waiting-audit.ts';
import { WorkHealth } from './work-health.ts';

/** The thread of tables and records: whatever blocks, so that orders never wait for it. */
async function run(start: WorkStart): Promise<void> {
  giveWay();
  const { log, metrics, say } = openThreadSide('work', { level: start.level, stop });
  const records = await openRecords(start.records);
  const projections = await openProjections(start.projections, { isAlone: true });
  const { shard, journal, durable } = start;
  const { progress } = await Projector.open({ store: projections, shard });
  requireOwnTables({ shard, progress }, { folder: journal });
  // Where the database hangs nothing is heard, and time goes on: that is when somebody asks how far behind it is.
  const clock = new ThreadClock(start.now, start.pace, () => performance.now(), Infinity);
  const isSafe = (position: number): boolean => position <= Number(Atomics.load(durable, 0));
  const kept = { store: projections, shard, folder: journal, isSafe };
  const tables = new TableKeeper({ ...kept, metrics, clock, log });
  const { config, command } = start.backtests;
  const backtests = new Backtests({
    config,
    command,
    records: backtestRecords(records.db),
    now: wallNow,
    log,
  });
  const data = new DataDesk({
    history: join(start.data, 'history'),
    folder: join(start.data, 'transfers'),
    command,
    now: wallNow,
    log,
  });
  const spareAudit = WaitingAudit.open({
    file: start.waitingAudit,
    append: (entries) => appendMissingAudit(records.db, records.engine, entries),
    log,
  });
  const health = new WorkHealth(records, tables);
  const faces = {
    backtests,
    data,
    spareAudit,
    records: bindRecords(records),
    projections: bindProjections(projections, tables),
    metrics: { snapshot: () => metrics.snapshot() },
  };
  const onBug = (method: string, error: unknown): void => log.error('a bug', { method, error });
  serveCalls(start.edge, faces, onBug);
  serveCalls(start.asked, { ...faces, health, keeping: bindKeeping(records) }, onBug);
  tables.start();
  void spareAudit.writeAll();
  await Promise.all([backtests.start(), health.look()]);
  say({ type: 'ready', reached: null });

  async function stop(): Promise<void> {
    health.stop();
    spareAudit.stop();
    await Promise.all([tables.stop(), backtests.stop(), data.stop()]);
    await Promise.all([records.close(), projections.close()]);
    for (const port of [start.edge, start.asked, start.core]) port.close();
  }
}

await run(workerData as WorkStart);
