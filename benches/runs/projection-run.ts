/**
 * One process: events of trading into the tables of @argosy/storage, in SQLite on the disk and in a
 * PostgreSQL of its own that syncs its commits, in turns with one insert an event, which writes the event
 * and nothing else. `node … projection-run.ts` prints one line of JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import type { JournalRecord } from '@argosy/journal';
import {
  BATCH_RECORDS,
  openProjections,
  Projector,
  type ProjectionStore,
  type StorePlace,
} from '@argosy/storage';
import { aTradingConfig, anAccount, rupees, ShardRig } from '@argosy/testkit';
import { hasPostgres, PostgresServer } from '@argosy/testkit/postgres';
import { encodeVersioned, toBrokerOrderId } from 'argosy/core';
import { tradingEventCodec, type TradingEvent } from 'argosy/domain';
import { MemoryJournal } from 'argosy/shard';

/** Events a second in one database; the median of the samples. */
export type ProjectionFigures = {
  /** All tables, a batch a transaction. */
  readonly ours: number;
  /** One insert an event, as many of them a transaction as ours has records. */
  readonly grouped: number;
  /** One insert an event, each a transaction of its own. */
  readonly single: number;
};

/** What one process prints. */
export type ProjectionReport = {
  readonly events: number;
  readonly sqlite: ProjectionFigures;
  readonly postgres: ProjectionFigures | null;
};

const ORDERS = 4_000;
const SINGLES = 2_000;
const SAMPLES = 3;

const records = tradedRecords();
const events = records.flatMap(({ entry }) => (entry.kind === 'event' ? [entry.event] : []));
const folder = mkdtempSync(join(tmpdir(), 'argosy-projection-'));
const server = hasPostgres() ? await PostgresServer.start({ isDurable: true }) : null;
try {
  let files = 0;
  const sqlite = await measure(() => {
    files += 1;
    return { engine: 'sqlite', file: join(folder, `${files}.db`) };
  });
  const postgres =
    server === null
      ? null
      : await measure(() => {
          const { connection } = server;
          return { engine: 'postgres', connection, schema: server.schema() };
        });
  const report: ProjectionReport = { events: events.length, sqlite, postgres };
  console.log(JSON.stringify(report));
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true });
}

/** Orders that are placed, accepted and filled, one after the other. */
function tradedRecords(): readonly JournalRecord[] {
  const journal = new MemoryJournal('all', 1_000_000);
  const account = anAccount({ balances: [rupees(10n ** 14n)] });
  const config = aTradingConfig({ accounts: [account] });
  const rig = new ShardRig({ journal, config }).open();
  for (let count = 0; count < ORDERS; count += 1) {
    const order = rig.submit({ side: count % 2 === 0 ? 'buy' : 'sell' });
    rig.report(order, { type: 'accepted', brokerId: toBrokerOrderId(`B-${count}`) });
    rig.fill(order, { trade: `T-${count}`, qty: 10 });
  }
  return [...journal.read()].map((entry, place) => {
    const names = { stream: entry.kind, account: account.id, region: 'in' } as const;
    return { ...names, position: place + 1, entry };
  });
}

async function measure(place: () => StorePlace): Promise<ProjectionFigures> {
  const [ours, grouped, single]: [number[], number[], number[]] = [[], [], []];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    ours.push(await perSecond(place(), events.length, project));
    grouped.push(await perSecond(place(), events.length, insertInGroups));
    single.push(await perSecond(place(), SINGLES, insertSingly));
  }
  return { ours: median(ours), grouped: median(grouped), single: median(single) };
}

async function perSecond(
  place: StorePlace,
  count: number,
  run: (store: ProjectionStore) => Promise<void>,
): Promise<number> {
  const store = await openProjections(place);
  try {
    const from = performance.now();
    await run(store);
    return Math.round((count / (performance.now() - from)) * 1000);
  } finally {
    await store.close();
  }
}

async function project(store: ProjectionStore): Promise<void> {
  const projector = await Projector.open({ store, shard: 'main' });
  for (let at = 0; at < records.length; at += BATCH_RECORDS) {
    await projector.apply(records.slice(at, at + BATCH_RECORDS));
  }
}

async function insertInGroups({ db }: ProjectionStore): Promise<void> {
  for (let at = 0; at < events.length; at += BATCH_RECORDS) {
    await db.transaction().execute(async (tx) => {
      for (const event of events.slice(at, at + BATCH_RECORDS)) {
        await tx.insertInto('order_events').values(rowOf(event)).execute();
      }
    });
  }
}

async function insertSingly({ db }: ProjectionStore): Promise<void> {
  for (const event of events.slice(0, SINGLES)) {
    await db.insertInto('order_events').values(rowOf(event)).execute();
  }
}

function rowOf(event: TradingEvent) {
  return {
    shard: 'main',
    number: BigInt(event.number),
    place: BigInt(event.index),
    kind: event.kind,
    order_id: 'order' in event ? (event.order ?? '') : '',
    type: 'change' in event && typeof event.change === 'object' ? event.change.type : event.kind,
    at: BigInt(event.at),
    received_at: BigInt(event.receivedAt),
    body: encodeVersioned(tradingEventCodec, event),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
