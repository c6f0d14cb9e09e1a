/**
 * S-04: what a wrong password takes with a name that somebody has and with one that nobody has, over HTTP, in turns, with
 * the hashes of a node; by the wall and by processor time, which what else runs on the machine does not move.
 * `node --conditions=source benches/runs/login-run.ts [PAIRS]`; prints one line of JSON.
 */
import { performance } from 'node:perf_hooks';

import { aLogin, people } from '@argosy/testkit/login';

/** What a call reports, in milliseconds. */
export type LoginReport = {
  readonly pairs: number;
  readonly knownP50: number;
  readonly unknownP50: number;
  /** The median of what a known name took longer than the unknown one beside it. */
  readonly gapP50: number;
  readonly knownCpu: number;
  readonly unknownCpu: number;
};

const MICROS_PER_MILLI = 1_000;
/** Whoever waits this long has been forgiven all that they have guessed. */
const FORGIVEN_SECONDS = 3_600;
const pairs = Number(process.argv[2] ?? '500');
const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
const rig = await aLogin({
  passwordCost: { memory: 19_456, passes: 2, parallelism: 1 },
  rates: { login: plenty, stranger: plenty, user: plenty },
});
await rig.owner();

type Try = { readonly millis: number; readonly cpu: number };

async function tryName(name: string): Promise<Try> {
  rig.pass(FORGIVEN_SECONDS);
  const browser = rig.browser();
  const [from, cpuFrom] = [performance.now(), process.cpuUsage()];
  const { status } = await browser.login({ name, password: 'a wrong password' });
  const { user, system } = process.cpuUsage(cpuFrom);
  if (status !== 401) throw new Error(`expected 401, got ${status}`);
  return { millis: performance.now() - from, cpu: (user + system) / MICROS_PER_MILLI };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(2));
}

const known: Try[] = [];
const unknown: Try[] = [];
for (let pair = 0; pair < pairs; pair += 1) {
  // Either comes first as often.
  if (pair % 2 === 0) known.push(await tryName(people.owner.name));
  unknown.push(await tryName('nobody'));
  if (pair % 2 === 1) known.push(await tryName(people.owner.name));
}
const report: LoginReport = {
  pairs,
  knownP50: median(known.map(({ millis }) => millis)),
  unknownP50: median(unknown.map(({ millis }) => millis)),
  gapP50: median(known.map(({ millis }, pair) => millis - (unknown[pair]?.millis ?? 0))),
  knownCpu: median(known.map(({ cpu }) => cpu)),
  unknownCpu: median(unknown.map(({ cpu }) => cpu)),
};
console.log(JSON.stringify(report));
await rig.close();
