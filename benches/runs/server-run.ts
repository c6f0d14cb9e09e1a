/**
 * The whole platform as `npm start` runs it, what asks of it in other processes: orders placed over REST, quotes over
 * sockets, its memory, its start. Beside the orders a desk on Fastify, `ws` and PostgreSQL, under the same load.
 * `node --conditions=source benches/runs/server-run.ts [MINUTES]`: of ten thousand orders each; prints a line of JSON.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { hasPostgres, PostgresServer } from '@argosy/testkit/postgres';
import { startFlags, type ServerProcess } from '@argosy/testkit/server';

import { load } from '../machine.ts';
import {
  answerOf,
  built,
  instrumentsOf,
  millisUntil,
  portOf,
  residentMb,
  started,
  viewersOf,
  withServer,
} from './server/bench-server.ts';
import type { ListenReport, PlaceOrder, PlaceReport } from './server/messages.ts';

/** What a call reports. */
export type ServerReport = {
  readonly place: PlaceReport;
  readonly sustained: PlaceReport;
  /** The same orders to the rival; null where there is no PostgreSQL. */
  readonly rival: PlaceReport | null;
  readonly listen: ListenReport;
  readonly memoryMb: number;
  readonly memoryAfterSeconds: number;
  readonly starts: Readonly<Record<string, readonly number[]>>;
  /** The load of the machine before each part. */
  readonly loads: readonly string[];
};

const PLACED_PER_SECOND = 500;
const PLACE_SECONDS = 60;
const WARM_SECONDS = 5;
const ACCOUNTS = 8;
const INSTRUMENTS = 10;
const LISTEN = { clients: 100, symbolsEach: 50, seconds: 20 };
const LISTEN_SYMBOLS = 200;
const LISTEN_USERS = 4;
const MEMORY_SECONDS = 120;
const STARTS = 3;
const STOP_MILLIS = 20_000;

const minutes = Number(process.argv[2] ?? '1');
const cli = join(import.meta.dirname, '../../apps/cli');
execFileSync(process.execPath, [join(cli, '../../tooling/build.mjs')]);
const loads: string[] = [];
const orders = await measureOrders();
const rival = hasPostgres() ? await measureRival() : null;
const listen = await measureListening();
const memoryMb = await measureMemory();
const starts = {
  'from source': await measureStarts(['--conditions=source', join(cli, 'src/main.ts'), 'start']),
  built: await measureStarts(built),
};
const report: ServerReport = {
  ...orders,
  rival,
  listen,
  memoryMb,
  memoryAfterSeconds: MEMORY_SECONDS,
  starts,
  loads,
};
console.log(JSON.stringify(report));

function measureOrders(): Promise<Pick<ServerReport, 'place' | 'sustained'>> {
  loads.push(load());
  return withServer(1_000, async (server) => {
    const instruments = await instrumentsOf(server, INSTRUMENTS);
    const port = portOf(server);
    await placed({ port, token: await server.token(), instruments, seconds: WARM_SECONDS });
    const place = await placed({ port, token: await server.token(), instruments });
    const sustained: PlaceReport[] = [];
    for (let minute = 0; minute < minutes; minute += 1) {
      const token = await server.token();
      const given = { port, token, instruments, perSecond: 10_000 / 60, seconds: 60 };
      sustained.push(await placed(given));
    }
    return { place, sustained: worstOf(sustained) };
  });
}

async function measureRival(): Promise<PlaceReport> {
  loads.push(load());
  const postgres = await PostgresServer.start({ isDurable: true });
  const server = started('../../rivals/place/fastify-process.ts', [postgres.connection]);
  try {
    const [{ port }] = (await once(server, 'message')) as [{ port: number }];
    const instruments = Array.from({ length: INSTRUMENTS }, (_, n) => `S${n}.DEMO`);
    await placed({ port, token: '', instruments, seconds: WARM_SECONDS });
    return await placed({ port, token: '', instruments });
  } finally {
    server.kill();
    await postgres.stop();
  }
}

function placed(
  given: Partial<PlaceOrder> & Pick<PlaceOrder, 'port' | 'token' | 'instruments'>,
): Promise<PlaceReport> {
  const accounts = Array.from({ length: ACCOUNTS }, (_, n) => `PAPER0${n + 1}`);
  return answerOf('place-process.ts', {
    perSecond: PLACED_PER_SECOND,
    seconds: PLACE_SECONDS,
    accounts,
    ...given,
  } satisfies PlaceOrder);
}

/** Minutes as one: all that was sent, and the worst of each figure. */
function worstOf(reports: readonly PlaceReport[]): PlaceReport {
  const most = (of: (one: PlaceReport) => number): number => Math.max(0, ...reports.map(of));
  const sum = (of: (one: PlaceReport) => number): number =>
    reports.reduce((all, one) => all + of(one), 0);
  return {
    sent: sum(({ sent }) => sent),
    errors: sum(({ errors }) => errors),
    firstError: reports.find(({ firstError }) => firstError !== null)?.firstError ?? null,
    p50: most(({ p50 }) => p50),
    p95: most(({ p95 }) => p95),
    p99: most(({ p99 }) => p99),
    most: most((one) => one.most),
  };
}

function measureListening(): Promise<ListenReport> {
  loads.push(load());
  return withServer(10_000, async (server) => {
    const instruments = await instrumentsOf(server, LISTEN_SYMBOLS);
    const tokens = await viewersOf(server, LISTEN_USERS);
    return answerOf('listen-process.ts', { ...LISTEN, port: portOf(server), tokens, instruments });
  });
}

function measureMemory(): Promise<number> {
  loads.push(load());
  return withServer(5_000, async (server: ServerProcess) => {
    await sleep(MEMORY_SECONDS * 1_000);
    return residentMb(server.pid);
  });
}

/** The first on no data, the others on what the one before has left. */
async function measureStarts(command: readonly string[]): Promise<readonly number[]> {
  loads.push(load());
  const folder = mkdtempSync(join(tmpdir(), 'argosy-starts-'));
  const millis: number[] = [];
  try {
    for (let n = 0; n < STARTS; n += 1) millis.push(await startOnce(folder, command));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return millis;
}

async function startOnce(folder: string, command: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...startFlags, ...command], {
    cwd: folder,
    env: { ...process.env, ARGOSY_DATA: folder, ARGOSY_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MILLIS * 4);
  const ended = once(child, 'exit');
  try {
    return Math.round(await millisUntil(child, /ready at/u));
  } finally {
    child.kill('SIGINT');
    await ended;
    clearTimeout(timer);
  }
}
