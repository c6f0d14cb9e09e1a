import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { toTimestamp } from 'argosy/core';
import { openRecords, verifyAudit, type AuditEntry } from '@argosy/storage';
import { ServerProcess } from '@argosy/testkit/server';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { AheadAudit, readAhead } from './edge/ahead-audit.ts';

const ORDERS = 40;
/** Far below the market, so that all of them rest; each has a price of its own, to be known by. */
const ticketOf = (place: number): object => ({
  account: 'PAPER01',
  book: 'HAND',
  product: 'delivery',
  instrument: 'BANK01.DEMO',
  side: 'buy',
  qty: '1',
  terms: { type: 'limit', limit: priceOf(place) },
});
const priceOf = (place: number): string => (1 + place * 0.05).toFixed(2);
const keyOf = (place: number): string => `kill-test-${place}`;

let server: ServerProcess;

beforeEach(async () => {
  server = await ServerProcess.start();
});
afterEach(async () => {
  await server.end();
});

const recordsFile = (): string => join(server.folder, 'records.db');
const aheadFile = (): string => join(server.folder, 'audit.ahead');

function place(number: number): ReturnType<ServerProcess['ask']> {
  const headers = { 'idempotency-key': keyOf(number) };
  return server.ask('/orders', { method: 'POST', body: ticketOf(number), headers });
}

async function until<Value>(find: () => Promise<Value | null>): Promise<Value> {
  for (let left = 600; left > 0; left -= 1) {
    const found = await find();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it has not come to that');
}

/** The keys of what was begun, as the audit of the records has it. */
function begunKeys(): readonly string[] {
  const records = new DatabaseSync(recordsFile(), { readOnly: true });
  try {
    const rows = records.prepare("select subject from audit where outcome = 'begun'").all();
    return rows.flatMap(({ subject }) => /key (\S+)$/u.exec(String(subject))?.[1] ?? []);
  } finally {
    records.close();
  }
}

/** The prices of the orders that there are. */
async function prices(): Promise<readonly string[]> {
  const { status, body } = await server.ask('/orders?size=200');
  expect(status).toBe(200);
  const items = body['items'] as readonly { readonly terms: { readonly limit: string } }[];
  return items.map(({ terms }) => terms.limit);
}

async function chain(): Promise<Awaited<ReturnType<typeof verifyAudit>>> {
  const records = await openRecords({ engine: 'sqlite', file: recordsFile() });
  try {
    return await verifyAudit(records);
  } finally {
    await records.close();
  }
}

test('orders that are in the journal when a process is killed, and not in the audit, are in both after the next start', async () => {
  expect((await place(0)).status).toBe(201);
  await until(() => Promise.resolve(begunKeys().includes(keyOf(0)) ? true : null));
  // Nobody writes into the records any more; what was looked up there is still believed.
  const holder = new DatabaseSync(recordsFile());
  holder.exec('begin immediate');
  const asked = Array.from({ length: ORDERS }, (_, number) => place(number + 1));
  const first = await Promise.any(asked);
  expect(first.status).toBe(201);
  await server.kill();
  const answered = (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled');
  expect(answered.length).toBeGreaterThan(0);
  expect(begunKeys()).toEqual([keyOf(0)]);
  holder.exec('rollback');
  holder.close();

  await server.again();
  const made = await until(async () => {
    const found = await prices();
    return found.length >= answered.length + 1 ? found : null;
  });
  const kept = await until(() => {
    const keys = new Set(begunKeys());
    const isWhole = made.every((price) => {
      const number = Math.round((Number(price) - 1) / 0.05);
      return keys.has(keyOf(number));
    });
    return Promise.resolve(isWhole ? keys : null);
  });
  expect(kept.size).toBeGreaterThanOrEqual(made.length);
  await server.stop();
  expect((await chain()).fault).toBeNull();
});

test('what the audit has of a request that never came to the journal stands there, and nothing is done of it', async () => {
  expect((await place(0)).status).toBe(201);
  await server.kill();
  const left = readAhead(aheadFile());
  const [known] = left.filter(({ action }) => action === 'order.place');
  if (known === undefined) throw new Error('nothing was kept ahead of the audit');
  const begun: AuditEntry = {
    ...known,
    at: toTimestamp(known.at + 1),
    subject: `PAPER01 HAND BANK01.DEMO key ${keyOf(1)}`,
    request: 'the last one',
  };
  // As a process leaves it that is killed right behind the write.
  const ahead = await AheadAudit.open(aheadFile(), { keep: async () => {} });
  for (const entry of [...left, begun]) await ahead.keep(entry);
  await server.again();
  await until(() => Promise.resolve(begunKeys().includes(keyOf(1)) ? true : null));
  expect(begunKeys()).toEqual([keyOf(0), keyOf(1)]);
  expect(await prices()).toEqual([priceOf(0)]);
  expect((await place(1)).status).toBe(201);
  await server.stop();
  expect(readAhead(aheadFile())).toEqual([]);
  expect((await chain()).fault).toBeNull();
});
