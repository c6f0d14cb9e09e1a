/**
 * Prices from another process into the whole platform: a feeding process at 50,000 and at 100,000 rows a second, three
 * quotes to a trade of 500 instruments, a WebSocket client that hears all of them. Behind each it is looked whether the
 * last value of each instrument is the last one sent: at a client, in the market cache, and on the tape, which is what
 * the machines took. Then 100 sockets with 50 of them each at 10,000 rows a second. `node --conditions=source benches/runs/ingest-run.ts [SECONDS]`; prints a line of JSON.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { StreamClient } from '@argosy/contract/stream';
import { readTape } from '@argosy/journal';
import { ServerProcess } from '@argosy/testkit/server';
import { parseScaled, unwrap } from 'argosy/core';

import { load } from '../machine.ts';
import type { FeedOrder, FeedReport } from './ingest/messages.ts';
import { answerOf, portOf, viewersOf } from './server/bench-server.ts';
import type { ListenOrder, ListenReport } from './server/messages.ts';

/** What came of a rate. */
export type IngestPart = {
  readonly perSecond: number;
  /** What was fed indeed. */
  readonly reached: number;
  readonly sent: number;
  readonly heldBack: number;
  readonly conflated: number;
  readonly dropped: number;
  readonly missing: number;
  /** From its source to the bridge, and through it to the machines, in milliseconds at p50 and p99. */
  readonly feedMs: readonly [number, number];
  readonly machinesMs: readonly [number, number];
  /** Of processors, for a row. */
  readonly nodeMicros: number;
  readonly feederMicros: number;
  /** Instruments whose last value is another than the last one sent. */
  readonly wrongAtClient: number;
  readonly wrongInCache: number;
  readonly wrongOnTape: number;
  readonly load: string;
};

/** What a call reports. */
export type IngestReport = {
  readonly instruments: number;
  readonly parts: readonly IngestPart[];
  /** From when a row was written in the feeding process until a socket had it. */
  readonly listen: ListenReport & Pick<IngestPart, 'conflated' | 'dropped' | 'load'>;
};

type Stage = Readonly<Record<string, number>>;
type Values = Map<string, number>;
type Heard = { readonly values: Values; readonly client: StreamClient };

const INSTRUMENTS = 500;
const LISTENED_PER_SECOND = 10_000;
const LISTEN = { clients: 100, symbolsEach: 50, seconds: 20 };
const LISTEN_USERS = 4;
/** Until all of them listen. */
const LISTEN_AHEAD_SECONDS = 20;
const SETTLE_MILLIS = 20_000;
const CLOCK_TICKS = 100;
const IDS_PER_CALL = 100;

const seconds = Number(process.argv[2] ?? '30');
const instruments = Array.from({ length: INSTRUMENTS }, (_, at) => `SHARE${at}.NSE`);
const parts: IngestPart[] = [];
for (const perSecond of [50_000, 100_000]) {
  parts.push(await withFedServer((server) => measureOn(server, perSecond)));
}
const listen = await withFedServer(measureListening);
console.log(JSON.stringify({ instruments: INSTRUMENTS, parts, listen } satisfies IngestReport));

/** A node of its own for each part, so that no last value is left of the one before. */
async function withFedServer<Value>(
  run: (server: ServerProcess) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-ingest-'));
  const listed = join(folder, 'instruments.yaml');
  const rows = instruments.map((id) => `  - { id: ${id}, calendar: 24x7 }\n`);
  writeFileSync(listed, `instruments:\n${rows.join('')}`);
  const server = await ServerProcess.start({
    ARGOSY_MARKET_KIND: 'feed',
    ARGOSY_MARKET_INSTRUMENTS: listed,
    ARGOSY_LOGGING_LEVEL: 'warn',
  });
  try {
    return await run(server);
  } finally {
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureOn(server: ServerProcess, perSecond: number): Promise<IngestPart> {
  const { values: heard, client } = hear(server);
  await sleep(2_000);
  await stagesOf(server);
  const [loaded, cpu] = [load(), cpuSecondsOf(server.pid)];
  const order = { to: join(server.folder, 'feed.sock'), instruments, perSecond, seconds };
  const fed = await answerOf<FeedReport>('../ingest/feed-process.ts', order satisfies FeedOrder);
  const nodeCpu = cpuSecondsOf(server.pid) - cpu;
  const { feed = {}, queue = {}, machines = {} } = await stagesOf(server);
  const wrongAtClient = await settled(() => Promise.resolve(wrongOf(heard, fed)));
  const wrongInCache = await settled(async () => wrongOf(await cached(server), fed));
  // A client that is left alone asks for its server for ever.
  client.stop();
  await server.stop();
  const millis = (stage: Stage): readonly [number, number] => [
    Number(((stage['p50Micros'] ?? 0) / 1_000).toFixed(2)),
    Number(((stage['p99Micros'] ?? 0) / 1_000).toFixed(2)),
  ];
  const microsEach = (spent: number): number => Number(((spent * 1e6) / fed.sent).toFixed(2));
  return {
    perSecond,
    reached: Math.round(fed.sent / fed.seconds),
    sent: fed.sent,
    heldBack: fed.heldBack,
    conflated: queue['conflated'] ?? 0,
    dropped: queue['dropped'] ?? 0,
    missing: feed['missing'] ?? 0,
    feedMs: millis(feed),
    machinesMs: millis(machines),
    nodeMicros: microsEach(nodeCpu),
    feederMicros: microsEach(fed.cpuSeconds),
    wrongAtClient,
    wrongInCache,
    wrongOnTape: wrongOf(taped(join(server.folder, 'tape')), fed),
    load: loaded,
  };
}

async function measureListening(server: ServerProcess): Promise<IngestReport['listen']> {
  const loaded = load();
  const feeding = answerOf<FeedReport>('../ingest/feed-process.ts', {
    to: join(server.folder, 'feed.sock'),
    instruments,
    perSecond: LISTENED_PER_SECOND,
    seconds: LISTEN.seconds + LISTEN_AHEAD_SECONDS,
  } satisfies FeedOrder);
  const tokens = await viewersOf(server, LISTEN_USERS);
  const order: ListenOrder = { ...LISTEN, port: portOf(server), tokens, instruments };
  const report = await answerOf<ListenReport>('listen-process.ts', order);
  const { queue = {} } = await stagesOf(server);
  await feeding;
  const [conflated, dropped] = [queue['conflated'] ?? 0, queue['dropped'] ?? 0];
  return { ...report, conflated, dropped, load: loaded };
}

/** The last values that a client of the stream has heard, by `quote ID` and `trade ID`. */
function hear(server: ServerProcess): Heard {
  const values: Values = new Map();
  const client = server.stream({ encoding: 'json' });
  for (const id of instruments) {
    client.hear(`quotes:${id}`, { value: (quote) => keep(values, `quote ${id}`, quote, 'bid') });
    client.hear(`trades:${id}`, { value: (trade) => keep(values, `trade ${id}`, trade, 'price') });
  }
  client.start();
  return { values, client };
}

function keep(values: Values, key: string, value: unknown, field: string): void {
  if (typeof value !== 'object' || value === null) return;
  const text: unknown = Object.entries(value).find(([name]) => name === field)?.[1];
  if (typeof text === 'string') values.set(key, unwrap(parseScaled(text, 2)));
}

async function cached(server: ServerProcess): Promise<Values> {
  const values: Values = new Map();
  for (let from = 0; from < INSTRUMENTS; from += IDS_PER_CALL) {
    const ids = instruments.slice(from, from + IDS_PER_CALL);
    const { body } = await server.ask(`/market/quotes?instruments=${ids.join(',')}`);
    const states = (body['quotes'] ?? []) as readonly Readonly<Record<string, unknown>>[];
    for (const [at, { quote, last }] of states.entries()) {
      keep(values, `quote ${ids[at] ?? ''}`, quote, 'bid');
      keep(values, `trade ${ids[at] ?? ''}`, last, 'price');
    }
  }
  return values;
}

/** The last values that the machines took. */
function taped(folder: string): Values {
  const values: Values = new Map();
  for (const { input } of readTape(folder)) {
    if (input.kind === 'quote') values.set(`quote ${input.instrument}`, input.bid);
    if (input.kind === 'trade') values.set(`trade ${input.instrument}`, input.price);
  }
  return values;
}

function wrongOf(values: Values, { bids, prices }: FeedReport): number {
  return instruments.filter((id) => {
    const isQuote = values.get(`quote ${id}`) === bids[id];
    return !isQuote || values.get(`trade ${id}`) !== prices[id];
  }).length;
}

/** What is on its way arrives; who has not by then never will. */
async function settled(count: () => Promise<number>): Promise<number> {
  const until = performance.now() + SETTLE_MILLIS;
  let wrong = await count();
  while (wrong > 0 && performance.now() < until) {
    await sleep(200);
    wrong = await count();
  }
  return wrong;
}

async function stagesOf(server: ServerProcess): Promise<Readonly<Record<string, Stage>>> {
  const { body } = await server.ask('/system/pipeline');
  const stages = (body['stages'] ?? []) as readonly (Stage & { readonly stage: string })[];
  return Object.fromEntries(stages.map((stage) => [stage.stage, stage]));
}

/** What a process has had of processors, all its threads together. */
function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS;
}
