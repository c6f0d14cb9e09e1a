import {
  alwaysOpen,
  days,
  minutes,
  ok,
  refuse,
  SessionClock,
  toAccountId,
  toBookId,
  toCurrency,
  toStrategyId,
  toTimestamp,
  type Result,
  type StrategyId,
} from 'argosy/core';
import { InstrumentTable, toInputNumber, type Instrument } from 'argosy/domain';
import { MarketCache } from '@argosy/bridge';
import { InProcessSearch, sourceOfRows } from '@argosy/catalog/search';
import type { AccountRow, Caller, Platform, StrategyRow } from '@argosy/gateway';
import * as storage from '@argosy/storage';
import { HealthBook, Log, Metrics, metricTable } from '@argosy/telemetry';

import { aCoin, aFuture, anIndex, anOption } from '../derivatives.ts';
import { anInstrument } from '../instrument.ts';
import { lifeSteps } from '../life-journal.ts';
import { lifeRecords } from '../life-records.ts';
import { aData } from './a-data.ts';
import { aReplay } from './a-replay.ts';
import { ScriptedDesk } from './scripted-desk.ts';

/** A platform in memory, and what holds it. */
export type APlatform = {
  readonly platform: Platform;
  readonly desk: ScriptedDesk;
  /** What was asked of the parts that do things: `start EMA`, `run snapshots`. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
};

/** What time it is there. */
export const platformNow = 1_795_146_300_000_000;
const expiresAt = toTimestamp(platformNow + days(7));

/** The instruments of a life, and some more. */
export const platformInstruments: readonly Instrument[] = [
  anInstrument(),
  aCoin(),
  anIndex(),
  aFuture({ expiresAt }),
  anOption({ expiresAt }),
];

/** Somebody who may do everything, unless told. */
export function aCaller(changes: Partial<Caller> = {}): Caller {
  return {
    user: 'u-1',
    name: 'asha',
    role: 'owner',
    ownAccount: toAccountId('MAIN'),
    accounts: 'all',
    session: 's-1',
    provedAt: toTimestamp(platformNow),
    expiresAt: toTimestamp(platformNow + 900_000_000),
    ...changes,
  };
}

/** The accounts of a life. */
function accountRows(): readonly AccountRow[] {
  const currency = toCurrency('INR');
  const books = [{ id: toBookId('HAND'), mode: 'netting', allotment: null }] as const;
  const row = (id: string, kind: AccountRow['kind']): AccountRow => ({
    id: toAccountId(id),
    broker: 'demo',
    mode: 'paper',
    kind,
    products: ['delivery', 'intraday', 'carryForward'],
    currency,
    books,
  });
  return [row('MAIN', 'cash'), row('MARGIN', 'margin')];
}

/**
 * A platform whose tables hold what a shard has lived through, whose records are real and whose desk does what it is asked
 * at once.
 */
export async function aPlatform(changes: Partial<Platform> = {}): Promise<APlatform> {
  const { rig, records: lived } = lifeRecords(lifeSteps(400, 11));
  const projections = await storage.openProjections({ engine: 'sqlite', file: ':memory:' });
  await (await storage.Projector.open({ store: projections, shard: 'main' })).apply(lived);
  const records = await storage.openRecords({ engine: 'sqlite', file: ':memory:' });
  const held = rig.trading.positions().map((position) => ({ ...position, mark2: 20_010 }));
  const orders = [...rig.trading.openOrders(), ...rig.trading.closedOrders()];
  const desk = new ScriptedDesk(orders, held);
  const asked: string[] = [];
  const now = () => toTimestamp(platformNow);
  const metrics = new Metrics(metricTable);
  const instruments = new InstrumentTable(platformInstruments);
  const clock = new SessionClock(alwaysOpen);
  const platform: Platform = {
    desk,
    fleet: fleetOf(asked),
    records: recordsOf(records),
    projections: projectionsOf(projections),
    jobs: {
      list: () => storage.listJobs(records.db),
      runNow: (name, by) => note(asked, `run ${name} by ${by}`),
    },
    backtests: {
      queue: async (request, title, user) => {
        const run = { id: 'b-1', user, title, request, createdAt: now() };
        const queued = await storage.queueBacktest(records.db, run);
        return queued.ok ? ok(run.id) : queued;
      },
      cancel: (id) => note(asked, `cancel ${id}`),
      result: (id, file) =>
        Promise.resolve(
          file === 'trades.csv' ? ok(Buffer.from('id\r\n')) : refuse('NOT_FOUND', `${id}/${file}`),
        ),
    },
    data: aData(asked),
    replay: aReplay(asked),
    history: {
      bars: () => Promise.resolve(ok({ rows: [], next: null })),
      latest: (specs) => Promise.resolve(specs.map(() => ({ closed: [], forming: null }))),
    },
    system: {
      now,
      pipeline: () => Promise.resolve([]),
      accounts: () => Promise.resolve(accountRows()),
      figures: () => Promise.resolve([]),
      parts: () => Promise.resolve([]),
    },
    market: new MarketCache({
      instruments: instruments.size,
      hours: { isOpen: () => true },
      freshFor: minutes(1),
      metrics,
    }),
    instruments,
    scales: { INR: 2 },
    search: new InProcessSearch(sourceOfRows([], { version: '1', day: 20_000 })),
    calendars: new Map([[clock.id, clock]]),
    metrics,
    health: new HealthBook(now),
    log: new Log({ now }).logger(),
    ...changes,
  };
  const close = async (): Promise<void> => {
    await projections.close();
    await records.close();
  };
  return { platform, desk, asked, close };
}

type Call = (...given: readonly unknown[]) => unknown;

/** The functions of storage with their first argument given. */
function bound(first: unknown): Record<string, Call> {
  const functions = Object.entries(storage as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    functions.flatMap(([name, value]) => {
      if (typeof value !== 'function') return [];
      return [[name, (...rest: readonly unknown[]) => (value as Call)(first, ...rest)]];
    }),
  );
}

function recordsOf(store: storage.RecordStore): Platform['records'] {
  const { db, engine } = store;
  return {
    ...bound(db),
    appendAudit: (entries) => storage.appendAudit(db, engine, entries),
    changeRecords: (change) => storage.changeRecords(db, engine, change),
    verifyAudit: (anchor) => storage.verifyAudit(store, anchor),
  } as Platform['records'];
}

function projectionsOf(store: storage.ProjectionStore): Platform['projections'] {
  const reach: Platform['projections']['reach'] = () => Promise.resolve(true);
  return { ...bound(store), reach } as Platform['projections'];
}

function fleetOf(asked: string[]): Platform['fleet'] {
  const row: StrategyRow = {
    id: toStrategyId('ema'),
    code: 'EMAX',
    account: 'MAIN',
    book: 'HAND',
    host: 'host-1',
    file: 'ema.ts',
    parameters: { fast: 5 },
    state: 'running',
    reason: null,
    calls: 10,
    micros: 40,
    microsMax: 9,
    microsP99: 8,
    breaches: 0,
    heardAt: toTimestamp(platformNow),
  };
  const line = { strategy: row.id, at: toTimestamp(platformNow), level: 'info' } as const;
  const unknown = (strategy: string): Result<never> => refuse('STRATEGY_UNKNOWN', strategy);
  const act =
    (what: string) =>
    (strategy: string): ReturnType<Platform['fleet']['start']> => {
      if (strategy !== row.id) return Promise.resolve(unknown(strategy));
      asked.push(`${what} ${strategy}`);
      return Promise.resolve(ok({ value: null, number: null }));
    };
  return {
    strategies: () => Promise.resolve([row]),
    hosts: () => Promise.resolve([aHost(row.id)]),
    lines: (strategy) =>
      Promise.resolve(
        strategy === row.id ? ok([{ ...line, text: 'crossed', fields: {} }]) : unknown(strategy),
      ),
    start: act('start'),
    pause: act('pause'),
    stop: act('stop'),
    flatten: act('flatten'),
  };
}

/** A host of one strategy, which has thrown once. */
function aHost(strategy: StrategyId): Awaited<ReturnType<Platform['fleet']['hosts']>>[number] {
  const at = toTimestamp(platformNow);
  return {
    name: 'host-1',
    connection: { state: 'connected', since: at, reason: null, retryAt: null },
    pid: 4_711,
    restarts: 0,
    readTo: 12,
    conflated: 0,
    heapBytes: 30_000_000,
    callbacks: [{ strategy, calls: 10, micros: 40, microsMax: 9, breaches: 0, counts: [10] }],
    faults: [
      {
        strategy,
        at,
        number: toInputNumber(12),
        callback: 'onBar',
        message: 'no such bar',
        stack: null,
      },
    ],
  };
}

function note(asked: string[], what: string): Promise<Result<null>> {
  asked.push(what);
  return Promise.resolve(ok(null));
}
