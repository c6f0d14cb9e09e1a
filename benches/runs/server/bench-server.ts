import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ServerProcess, startFlags, type ApiRequest } from '@argosy/testkit/server';

/** What `npm start` runs; `npm run build` makes it. */
export const built: readonly string[] = [
  join(import.meta.dirname, '../../../apps/cli/dist/server/start.js'),
];
const STARTED_MILLIS = 60_000;
const KIB = 1_024;

/** A process of the bench's; it ends with the bench at the latest. */
export function started(script: string, words: readonly string[] = []): ChildProcess {
  const child = fork(join(import.meta.dirname, script), [...words], {
    execArgv: ['--conditions=source'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const end = (): boolean => child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

/** Gives an order to a process of its own, and takes its answer; the process ends with it. */
export async function answerOf<Answer>(script: string, order: object): Promise<Answer> {
  const child = started(script);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} has ended with ${String(code)}`);
  });
  const answered = once(child, 'message').then(([answer]) => answer as Answer);
  child.send(order);
  try {
    return await Promise.race([answered, ended]);
  } finally {
    ended.catch(() => {});
    child.kill();
  }
}

/** Runs on a server that ends with it, its demo at so many ticks a second and all it has done once it is up. */
export async function withServer<Value>(
  ticksPerSecond: number,
  run: (server: ServerProcess) => Promise<Value>,
): Promise<Value> {
  const env = {
    ARGOSY_DEMO_TICKS_PER_SECOND: String(ticksPerSecond),
    ARGOSY_LOGGING_LEVEL: 'warn',
  };
  const server = await ServerProcess.start(env, startFlags, {}, built);
  try {
    return await run(server);
  } finally {
    await server.end();
  }
}

/** The port that a server is reached at. */
export function portOf({ address }: ServerProcess): number {
  return Number(new URL(address).port);
}

/** The instruments of a server that have quotes of their own, the first of them. */
export async function instrumentsOf(server: ServerProcess, count: number): Promise<string[]> {
  const { body } = await server.ask(`/market/instruments?kind=equity&size=${count}`);
  const items = (body['items'] ?? []) as readonly { readonly id: string }[];
  if (items.length === 0) throw new Error(`no instruments: ${JSON.stringify(body)}`);
  return items.map(({ id }) => id);
}

/** Tokens of so many viewers that are made for it. */
export async function viewersOf(server: ServerProcess, count: number): Promise<string[]> {
  const tokens: string[] = [];
  const password = 'a pass phrase of the bench';
  for (let n = 0; n < count; n += 1) {
    const name = `viewer${n}`;
    const invited = await server.ask('/users/invitations', post({ name, role: 'viewer' }));
    const [, token] = String(invited.body['link']).split('#');
    await server.ask('/auth/invitation', { ...post({ token, password }), ...stranger });
    const login = await server.ask('/auth/login', { ...post({ name, password }), ...stranger });
    if (login.status >= 300) throw new Error(JSON.stringify([invited.body, login.body]));
    tokens.push(String(login.body['token']));
  }
  return tokens;
}

const stranger = { headers: { authorization: '' } };

function post(body: object): ApiRequest {
  return { method: 'POST', body };
}

/** What the operating system holds for a process and all it has started, what is shared by its share, in MB. */
export function residentMb(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const stat = textOf(`/proc/${name}/stat`);
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(name), Number(parent));
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  const kib = family.map((member) => {
    const line = /^Pss:\s+(\d+)/mu.exec(textOf(`/proc/${member}/smaps_rollup`));
    return Number(line?.[1] ?? 0);
  });
  return Math.round(kib.reduce((sum, one) => sum + one, 0) / KIB);
}

/** A process that has ended meanwhile has nothing to say. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Milliseconds from the start of a process until it says something that matches. */
export async function millisUntil(child: ChildProcess, wanted: RegExp): Promise<number> {
  const begin = performance.now();
  let said = '';
  let at: number | null = null;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      said += text.toString();
      if (wanted.test(said)) at ??= performance.now();
    });
  }
  while (at === null) {
    if (child.exitCode !== null || performance.now() - begin > STARTED_MILLIS) {
      throw new Error(`it did not start: ${said}`);
    }
    await sleep(5);
  }
  return at - begin;
}
