/**
 * S-13: what an order takes over REST while nobody attacks and while somebody does, in turns, on one server.
 * `node --conditions=source benches/runs/attack-run.ts [PAIRS]`; prints one line of JSON.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ServerProcess } from '@argosy/testkit/server';

import { load } from '../machine.ts';
import { answerOf, instrumentsOf, portOf, started, withServer } from './server/bench-server.ts';
import type { AttackOrder, AttackReport, PlaceOrder, PlaceReport } from './server/messages.ts';

/** What a call reports; milliseconds. */
export type AttackFigures = {
  readonly calm: readonly PlaceReport[];
  readonly attacked: readonly PlaceReport[];
  readonly attacks: readonly AttackReport[];
  /** The median of what the 99th of 100 took longer than in the calm beside it, as a factor. */
  readonly ratioP99: number;
  readonly ratioP50: number;
  /** What the server itself took of a processor for the orders of a run, in seconds, in the calm and attacked. */
  readonly cpu: readonly (readonly [number, number])[];
  readonly load: string;
};

const PER_SECOND = 100;
const SECONDS = 15;
const SLOW_SOCKETS = 2_000;
const HOSTILE_PER_SECOND = 10;
/** Until all slow sockets are there. */
const GATHER_MILLIS = 3_000;
/** Of Linux, in which it says what processes have taken. */
const TICKS_PER_SECOND = 100;

const pairs = Number(process.argv[2] ?? '4');
execFileSync(process.execPath, [join(import.meta.dirname, '../../tooling/build.mjs')]);
console.log(JSON.stringify(await withServer(1_000, compare)));

async function compare(server: ServerProcess): Promise<AttackFigures> {
  const instruments = await instrumentsOf(server, 10);
  const place = async (): Promise<PlaceReport> => {
    const token = await server.token();
    const order: PlaceOrder = {
      port: portOf(server),
      token,
      instruments,
      accounts: ['PAPER01'],
      perSecond: PER_SECOND,
      seconds: SECONDS,
    };
    return answerOf<PlaceReport>('place-process.ts', order);
  };
  await place();
  const cpu: [number, number][] = [];
  const calm: PlaceReport[] = [];
  const attacked: PlaceReport[] = [];
  const attacks: AttackReport[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const cpuBefore = cpuSeconds(server.pid);
    calm.push(await place());
    const cpuCalm = cpuSeconds(server.pid) - cpuBefore;
    const attack = started('attack-process.ts');
    const order: AttackOrder = {
      port: portOf(server),
      token: await server.token(),
      slowSockets: SLOW_SOCKETS,
      hostilePerSecond: HOSTILE_PER_SECOND,
    };
    attack.send(order);
    await once(attack, 'message');
    await sleep(GATHER_MILLIS);
    const cpuFrom = cpuSeconds(server.pid);
    attacked.push(await place());
    const cpuAttacked = cpuSeconds(server.pid) - cpuFrom;
    cpu.push([Number(cpuCalm.toFixed(2)), Number(cpuAttacked.toFixed(2))]);
    attack.send('end');
    const [report] = (await once(attack, 'message')) as [AttackReport];
    attacks.push(report);
    attack.kill();
    await sleep(GATHER_MILLIS);
  }
  const ratio = (of: (report: PlaceReport) => number): number =>
    median(attacked.map((report, pair) => of(report) / of(calm[pair] ?? report)));
  return {
    calm,
    attacked,
    attacks,
    ratioP99: ratio(({ p99 }) => p99),
    ratioP50: ratio(({ p50 }) => p50),
    cpu,
    load: load(),
  };
}

/** What a process has taken of processors since it began. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return Number(((low + high) / 2).toFixed(2));
}
