import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { ServerProcess } from '@argosy/testkit/server';

import type { ReliabilityTest, Result } from '../figures.ts';
import type { LoadOrder, LoadReport } from '../overload/messages.ts';

/** So many clients keep a node as busy as it can be. */
const CLIENTS = 64;
const TIMES = [1, 2, 5, 10] as const;
const SECONDS = 4;
const SECONDS_FULL = 30;
/** What `http_orders_under_way` may not be above. */
const UNDER_WAY_MAX = 256;
const LOOK_MILLIS = 100;
const PAGE = 500;
const script = join(import.meta.dirname, '../overload/load-process.ts');

/** A node that is asked for ten times what it can do. */
export const overload: ReliabilityTest = {
  id: 'R-23',
  title:
    'ten times the load: what is turned away is told when to come again, cancels pass, nothing acknowledged is lost, not in a kill behind it either',
  run: async ({ isFull }) => {
    const server = await ServerProcess.start(
      { ARGOSY_DEMO_TICKS_PER_SECOND: '100', ARGOSY_LOGGING_LEVEL: 'warn' },
      undefined,
      { 'config/strategies.yaml': 'strategies: []\n' },
    );
    try {
      return await overloaded(server, isFull ? SECONDS_FULL : SECONDS);
    } finally {
      await server.end();
    }
  },
};

async function overloaded(server: ServerProcess, seconds: number): Promise<Result> {
  const found = await server.ask('/market/instruments?kind=equity&size=10');
  const instruments = (found.body['items'] as readonly { readonly id: string }[]).map(
    ({ id }) => id,
  );
  const accounts = Array.from({ length: 8 }, (_, n) => `PAPER${String(n + 1).padStart(2, '0')}`);
  const levels: LoadReport[] = [];
  let most = 0;
  for (const times of TIMES) {
    const watch = watchGate(server);
    levels.push(
      await loadOf({
        port: Number(new URL(server.address).port),
        token: await server.token(),
        clients: CLIENTS * times,
        seconds,
        accounts,
        instruments,
        name: `x${times}`,
      }),
    );
    most = Math.max(most, await watch.end());
  }
  await server.kill();
  await server.again();
  const kept = await keptOf(server);
  const placed = levels.flatMap((level) => level.placed);
  const problems = problemsOf(levels, { most, kept: kept.length });
  const known = new Set(kept);
  const lost = placed.filter((id) => !known.has(id)).length;
  // Each order was placed under a key of its own, and each was answered: there are no others.
  const duplicated = kept.length - new Set(placed).size + lost;
  return {
    pass: problems.length === 0 && lost === 0 && duplicated === 0,
    runs: placed.length,
    lost,
    duplicated,
    notes: [...problems, ...levels.map(textOf), goodputText(levels)],
  };
}

/** What must hold, whatever the machine is busy with: counts alone. */
function problemsOf(
  levels: readonly LoadReport[],
  { most, kept }: { readonly most: number; readonly kept: number },
): readonly string[] {
  const problems: string[] = [];
  for (const level of levels) {
    const { clients, faultCount, faults, withoutRetryAfter, cancels, canceled } = level;
    const at = `${clients} clients`;
    if (faultCount > 0) problems.push(`${at}: ${faultCount} faults: ${faults.join('; ')}`);
    if (withoutRetryAfter > 0) problems.push(`${at}: ${withoutRetryAfter} without Retry-After`);
    if (canceled < cancels) problems.push(`${at}: ${canceled} of ${cancels} cancels were done`);
    if (level.placed.length === 0) problems.push(`${at}: nothing was placed`);
    if (cancels === 0) problems.push(`${at}: nothing was cancelled`);
  }
  const refused = levels.flatMap((level) => Object.values(level.refused));
  if (refused.length === 0) problems.push('nothing was turned away');
  if (most > UNDER_WAY_MAX) problems.push(`${most} orders were under way`);
  if (most === 0) problems.push('no order was seen under way');
  if (kept === 0) problems.push('no order is in the tables');
  return problems;
}

/** Looks how many orders are under way, again and again; `end` tells the most that were seen. */
function watchGate(server: ServerProcess): { readonly end: () => Promise<number> } {
  let [most, isOn] = [0, true];
  const look = async (): Promise<void> => {
    while (isOn) {
      const text = await fetch(`${server.address}/metrics`).then((answer) => answer.text());
      const value = /^http_orders_under_way\S* (\d+)/mu.exec(text)?.[1];
      most = Math.max(most, Number(value ?? 0));
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
    }
  };
  const looked = look();
  return {
    end: async () => {
      isOn = false;
      await looked;
      return most;
    },
  };
}

async function loadOf(order: LoadOrder): Promise<LoadReport> {
  const child = fork(script, {
    execArgv: ['--conditions=source'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    child.send(order);
    const ended = once(child, 'exit').then(([code]): never => {
      throw new Error(`the load has ended with ${String(code)}`);
    });
    ended.catch(() => {});
    const told = once(child, 'message').then(([report]) => report as LoadReport);
    return await Promise.race([told, ended]);
  } finally {
    child.kill();
  }
}

/** Every order that the tables have. */
async function keptOf(server: ServerProcess): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const behind = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await server.ask(`/orders?size=${PAGE}${behind}`);
    if (status !== 200) throw new Error(`orders: ${status} ${JSON.stringify(body)}`);
    const { items, next } = body as {
      readonly items: readonly { readonly id: string }[];
      readonly next: string | null;
    };
    ids.push(...items.map(({ id }) => id));
    cursor = next;
  }
  return ids;
}

function textOf(level: LoadReport): string {
  const refused = Object.entries(level.refused).map(([status, count]) => `${count} × ${status}`);
  const { clients, perSecond, placedP99, refusedP99, cancels, cancelP99 } = level;
  const away = refused.length === 0 ? 'none' : `${refused.join(', ')}, p99 ${refusedP99} ms`;
  return `${clients} clients: ${perSecond} orders/s, p99 ${placedP99} ms; turned away ${away}; ${cancels} cancels, p99 ${cancelP99} ms`;
}

function goodputText(levels: readonly LoadReport[]): string {
  const peak = Math.max(...levels.map(({ perSecond }) => perSecond));
  const last = levels.at(-1)?.perSecond ?? 0;
  return `at ten times ${last} orders/s, ${Math.round((100 * last) / peak)} % of the most`;
}
