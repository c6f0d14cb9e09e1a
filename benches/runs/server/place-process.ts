/**
 * Places orders over REST at a steady rate, from a process of its own: limit orders far below the market, cancelled in
 * between by account and instrument, so that nothing grows. Each counts from the instant it was meant to go.
 */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { Worker } from 'node:worker_threads';

import type { Due, Pace, PlaceOrder, PlaceReport } from './messages.ts';
import { percentile } from './percentile.ts';

const CONNECTIONS = 64;
const ANSWER_MILLIS = 10_000;
/** One call that cancels for so many orders that are placed. */
const PLACED_PER_CANCEL = 10;

type Call = { readonly path: string; readonly body: object; readonly key: string | null };

process.on('message', (order: PlaceOrder) => {
  void place(order).then((report) => process.send?.(report));
});

async function place(order: PlaceOrder): Promise<PlaceReport> {
  const { perSecond, seconds, accounts, instruments } = order;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const scopes = instruments.flatMap((instrument) =>
    accounts.map((account) => ({ account, instrument })),
  );
  const count = Math.round(perSecond * seconds);
  const millis = new Float64Array(count);
  const run = `${process.pid}-${Date.now()}`;
  let firstError: string | null = null;
  let errors = 0;
  const fail = (error: unknown): void => {
    errors += 1;
    firstError ??= error instanceof Error ? error.message : String(error);
  };
  const one = async (n: number, dueAt: number): Promise<void> => {
    const scope = scopes[n % scopes.length];
    try {
      await post(agent, order, { path: 'orders', body: ticketOf(scope), key: `${run}-${n}` });
    } catch (error) {
      fail(error);
    }
    millis[n] = performance.now() - dueAt;
  };
  const cancel = async (n: number): Promise<void> => {
    const body = scopes[n % scopes.length] ?? {};
    await post(agent, order, { path: 'orders/cancel-all', body, key: null }).catch(fail);
  };
  const under: Promise<void>[] = [];
  await whenDue({ perSecond, count }, (n, dueAt) => {
    under.push(one(n, dueAt));
    if (n % PLACED_PER_CANCEL === 0) under.push(cancel(n / PLACED_PER_CANCEL));
  });
  await Promise.all(under);
  for (let n = 0; n < scopes.length; n += 1) await cancel(n);
  agent.destroy();
  millis.sort();
  return {
    sent: count,
    errors,
    firstError,
    p50: percentile(millis, 50),
    p95: percentile(millis, 95),
    p99: percentile(millis, 99),
    most: percentile(millis, 100),
  };
}

/** Calls for each one, once it is due. */
async function whenDue(pace: Pace, call: (n: number, dueAt: number) => void): Promise<void> {
  const thread = new Worker(new URL('pace-thread.ts', import.meta.url), { workerData: pace });
  let n = 0;
  thread.on('message', ({ due, begin }: Due) => {
    const first = begin - performance.timeOrigin;
    for (; n < due; n += 1) call(n, first + (n * 1_000) / pace.perSecond);
  });
  await once(thread, 'exit');
}

function ticketOf(scope: object | undefined): object {
  const terms = { type: 'limit', limit: '1.00' };
  return { ...scope, book: 'HAND', product: 'delivery', side: 'buy', qty: '1', terms };
}

function post(agent: Agent, { port, token }: PlaceOrder, call: Call): Promise<void> {
  const text = JSON.stringify(call.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: `/api/v1/${call.path}`,
        method: 'POST',
        timeout: ANSWER_MILLIS,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          authorization: `Bearer ${token}`,
          ...(call.key === null ? {} : { 'idempotency-key': call.key }),
        },
      },
      (response) => {
        let said = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          said += piece;
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode < 300) resolve();
          else reject(new Error(`${call.path}: ${statusCode} ${said.slice(0, 300)}`));
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`${call.path}: no answer`)));
    sent.on('error', reject);
    sent.end(text);
  });
}
