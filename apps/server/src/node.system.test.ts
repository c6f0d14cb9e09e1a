import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  OrderIdFactory,
  toAccountId,
  toBookId,
  toInstrumentId,
  toOriginCode,
  toPrice,
  toQuantity,
  toSessionCode,
} from 'argosy/core';
import { toInputNumber } from 'argosy/domain';

import { anOrderRequest, aTouch } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { readConfig, type Configuration } from './config/index.ts';
import { Node } from './node.ts';

let folder: string;
let lines: string[];
let nodes: Node[];

function configuration(port = 0): Configuration {
  const env = { ARGOSY_DATA: folder, ARGOSY_PORT: `${port}`, ARGOSY_LOGGING_CONSOLE: 'json' };
  const read = readConfig({ folder: null, env, base: folder });
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read.value;
}

async function start(port?: number): Promise<Node> {
  const node = await Node.start({
    ...configuration(port),
    command: [process.execPath],
    isHeadless: true,
    terminal: null,
    write: (text) => void lines.push(text),
    onFatal: (error) => {
      throw error;
    },
  });
  nodes.push(node);
  return node;
}

async function until(isDone: () => boolean): Promise<void> {
  for (let left = 400; !isDone(); left -= 1) {
    if (left === 0) throw new Error('it has not come to that');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-node-'));
  [lines, nodes] = [[], []];
});

afterEach(async () => {
  for (const node of nodes) await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a node from nothing trades on its own market, and the next one goes on where it ended', async () => {
  const first = await start();
  await until(() => first.core.live.isReady && first.core.live.inputs > 500);
  await first.stop();
  const numbered = first.core.live.inputs;
  const second = await start();
  expect(second.core.live.recovery.position).toBeGreaterThan(0);
  expect(second.core.live.inputs).toBeGreaterThanOrEqual(numbered);
  await until(() => second.core.live.isReady);
});

test('what was taken before an end has reached the broker and is answered', async () => {
  const node = await start();
  const { live, trading } = node.core;
  const instrument = toInstrumentId('BANK01.DEMO');
  await until(() => live.isReady && trading.touchOf(instrument, live.now)?.bid !== undefined);
  const [origin, account] = [toOriginCode('HAND'), toAccountId('PAPER01')];
  const ids = new OrderIdFactory({ session: toSessionCode('ENDS'), origin, lastCounter: 0 });
  const touch = trading.touchOf(instrument, live.now) ?? aTouch();
  const limit = toPrice((touch.bid ?? 0) - 5);
  const own = { account, book: toBookId('HAND'), strategy: null, instrument } as const;
  const orders = Array.from({ length: 20 }, () => ids.next());
  for (const id of orders) {
    const request = anOrderRequest({
      ...own,
      id,
      qty: toQuantity(1),
      terms: { type: 'limit', limit },
    });
    const body = { type: 'submit', request, touch } as const;
    const head = { kind: 'command', origin, strategy: null, at: live.now } as const;
    expect(live.command({ ...head, readTo: toInputNumber(0), body })).toBeNull();
  }
  await node.core.stop();
  expect(orders.map((id) => trading.order(id)?.state)).toEqual(orders.map(() => 'ACCEPTED'));
});

test('a second node on the same data is refused, and the first one goes on', async () => {
  const first = await start();
  const ofLater = join(folder, 'minutes', `${Date.UTC(2100, 0) * 1_000}.minutes`);
  writeFileSync(ofLater, '');
  const listed = statSync(join(folder, 'listings.bin')).mtimeMs;
  await expect(start()).rejects.toMatchObject({ code: 'IN_USE' });
  // It would delete the one, and write the other anew, once the data were its own.
  expect(existsSync(ofLater)).toBe(true);
  expect(statSync(join(folder, 'listings.bin')).mtimeMs).toBe(listed);
  const { inputs } = first.core.live;
  await until(() => first.core.live.inputs > inputs);
});

test('a start that one of its threads refuses ends all of it, and says why', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  await expect(start(port)).rejects.toThrow('EADDRINUSE');
  taken.close();
  const next = await start();
  await until(() => next.core.live.isReady);
});

test('a headless node serves the API and no pages', async () => {
  const { reached } = await start();
  const statusOf = async (path: string): Promise<number> =>
    (await fetch(`${reached?.address ?? ''}${path}`, { redirect: 'manual' })).status;
  expect(await statusOf('/health/live')).toBe(200);
  expect(await statusOf('/api/v1/orders')).toBe(401);
  for (const path of ['/', '/ui/', '/ui/login', '/ui/first-run', '/api/docs', '/api/docs?a=b']) {
    expect([path, await statusOf(path)]).toEqual([path, 404]);
  }
});
