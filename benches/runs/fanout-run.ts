/**
 * The fan-out on one core, its clients in another process: 1,000 connections with 50 symbols each, in turns with
 * `ws.send` of a shared buffer and with a fan-out as it is usually written; then 10,000 connections, up, and back after
 * they have all lost their server. `node --conditions=source benches/runs/fanout-run.ts`; prints one line of JSON.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  channelNames,
  type LoadOrder,
  type LoadReport,
  type PumpOrder,
  type PumpReport,
} from './fanout/messages.ts';

/** What of a way to send is measured, in medians. */
export type FanoutRate = {
  readonly framesPerSecond: number;
  readonly ticksPerSecond: number;
  /** Frames for each second of the server's own processor time. */
  readonly framesPerCpuSecond: number;
  /** The server's own code, without the system's. */
  readonly userMicrosPerFrame: number;
  /** What of it has come to the clients: 1 for all. */
  readonly delivered: number;
};

/** What a call reports. */
export type FanoutReport = {
  readonly connections: number;
  readonly symbols: number;
  readonly rates: Readonly<Record<string, FanoutRate>>;
  readonly many: {
    readonly connections: number;
    readonly upMillis: number;
    readonly backMillis: number;
    readonly rssBytesEach: number;
    readonly heldBytesEach: number;
    readonly framesPerSecond: number;
  };
};

type Side = { readonly process: ChildProcess; readonly port: number };
type Way = {
  readonly name: string;
  readonly side: Side;
  readonly load: ChildProcess;
  readonly ticks: number;
};

const CONNECTIONS = 1_000;
const MANY = 10_000;
const ROUNDS = 3;
const BATCH = 10;
const ROUND_MILLIS = 2_000;
const DRAIN_MILLIS = 10_000;
const here = import.meta.dirname;

const channels = channelNames().map((channel) => ({ channel }));
const hello = [
  { type: 'auth', id: '1', token: 'bench' },
  { type: 'pace', id: '2', intervalMs: 0 },
  { type: 'subscribe', id: '3', channels },
].map((message) => JSON.stringify(message));

const report: FanoutReport = {
  connections: CONNECTIONS,
  symbols: channels.length,
  rates: await measureRates(),
  many: await measureMany(),
};
console.log(JSON.stringify(report));

async function measureRates(): Promise<Readonly<Record<string, FanoutRate>>> {
  const [ours, send, rival] = [
    await serve('fanout/stream-process.ts'),
    await serve('fanout/send-process.ts'),
    await serve('../rivals/fanout/fastify-process.ts'),
  ];
  const json = await connected(ours, 'argosy.v1.json', hello);
  const shared = await connected(send, null, ['{}']);
  const each = await connected(rival, null, ['{}']);
  const ways: readonly Way[] = [1, BATCH].flatMap((ticks) => [
    { name: `ours, ${ticks}`, side: ours, load: json, ticks },
    { name: `ws.send, ${ticks}`, side: send, load: shared, ticks },
    { name: `rival, ${ticks}`, side: rival, load: each, ticks },
  ]);
  const rates = await measure(ways);
  json.kill();
  const binary = await connected(ours, 'argosy.v1.binary', hello);
  const binaryRates = await measure([
    { name: `ours, binary, ${BATCH}`, side: ours, load: binary, ticks: BATCH },
  ]);
  for (const one of [shared, each, binary, ours.process, send.process, rival.process]) one.kill();
  return { ...rates, ...binaryRates };
}

/** In turns, so that what else the machine does meets all alike. */
async function measure(ways: readonly Way[]): Promise<Readonly<Record<string, FanoutRate>>> {
  const found = new Map<string, FanoutRate[]>(ways.map(({ name }) => [name, []]));
  for (const way of ways) await pumped(way, ROUND_MILLIS / 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of ways) found.get(way.name)?.push(await pumped(way, ROUND_MILLIS));
  }
  return Object.fromEntries([...found].map(([name, rates]) => [name, medianOf(rates)]));
}

async function pumped({ side, load, ticks }: Way, millis: number): Promise<FanoutRate> {
  const before = await ask<LoadReport>(load, { do: 'count' } satisfies LoadOrder);
  const begin = performance.now();
  const sent = await ask<PumpReport>(side.process, { ticks, millis } satisfies PumpOrder);
  let after = await ask<LoadReport>(load, { do: 'count' } satisfies LoadOrder);
  while (after.frames - before.frames < sent.frames && performance.now() - begin < DRAIN_MILLIS) {
    await sleep(5);
    after = await ask<LoadReport>(load, { do: 'count' } satisfies LoadOrder);
  }
  const seconds = (performance.now() - begin) / 1_000;
  const frames = after.frames - before.frames;
  return {
    framesPerSecond: frames / seconds,
    ticksPerSecond: (after.ticks - before.ticks) / seconds,
    framesPerCpuSecond: (sent.frames * 1_000) / sent.cpuMillis,
    userMicrosPerFrame: (sent.userMillis * 1_000) / sent.frames,
    delivered: frames / sent.frames,
  };
}

async function measureMany(): Promise<FanoutReport['many']> {
  const side = await serve('fanout/stream-process.ts');
  const load = loadProcess();
  const quiet: PumpOrder = { ticks: 0, millis: 200 };
  const empty = await ask<PumpReport>(side.process, quiet);
  const { port } = side;
  const messages = hello.filter((message) => !message.includes('pace'));
  const connect = { do: 'connect', port, connections: MANY, protocol: null, messages } as const;
  const up = await ask<LoadReport>(load, connect);
  const full = await ask<PumpReport>(side.process, quiet);
  const back = await ask<LoadReport>(load, { do: 'storm' } satisfies LoadOrder);
  const way = { name: 'many', side, load, ticks: BATCH };
  const { framesPerSecond } = await pumped(way, ROUND_MILLIS);
  load.kill();
  side.process.kill();
  return {
    connections: MANY,
    upMillis: up.millis,
    backMillis: back.millis,
    rssBytesEach: (full.rssBytes - empty.rssBytes) / MANY,
    heldBytesEach: (full.heldBytes - empty.heldBytes) / MANY,
    framesPerSecond,
  };
}

async function connected(
  { port }: Side,
  protocol: string | null,
  messages: readonly string[],
): Promise<ChildProcess> {
  const load = loadProcess();
  const order = { do: 'connect', port, connections: CONNECTIONS, protocol, messages } as const;
  await ask<LoadReport>(load, order satisfies LoadOrder);
  return load;
}

function loadProcess(): ChildProcess {
  return started('fanout/load-process.ts');
}

async function serve(script: string): Promise<Side> {
  const child = started(script);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { process: child, port };
}

function started(script: string): ChildProcess {
  const child = fork(join(here, script), {
    execArgv: ['--conditions=source', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.on('exit', () => child.kill());
  return child;
}

async function ask<Answer>(child: ChildProcess, order: PumpOrder | LoadOrder): Promise<Answer> {
  const answered = once(child, 'message');
  child.send(order);
  const [answer] = (await answered) as [Answer];
  return answer;
}

function medianOf(rates: readonly FanoutRate[]): FanoutRate {
  const median = (field: keyof FanoutRate): number =>
    rates.map((rate) => rate[field]).toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ??
    Number.NaN;
  return {
    framesPerSecond: median('framesPerSecond'),
    ticksPerSecond: median('ticksPerSecond'),
    framesPerCpuSecond: median('framesPerCpuSecond'),
    userMicrosPerFrame: median('userMicrosPerFrame'),
    delivered: median('delivered'),
  };
}
