import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderStore, HistoryStore, toColumns, toSeries } from '@argosy/catalog/history';
import { parseTimestamp, toTimestamp, unwrap } from 'argosy/core';
import { aQuote } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { readConfig } from './config/index.ts';
import { Node } from './node.ts';

let folder: string;
let said: string[];
let nodes: Node[];

async function start(data: string, env: Readonly<Record<string, string>> = {}): Promise<Node> {
  const given = { ARGOSY_DATA: join(folder, data), ARGOSY_PORT: '0', ...env };
  const read = readConfig({ folder: null, env: given, base: folder });
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  const node = await Node.start({
    ...read.value,
    command: [process.execPath],
    isHeadless: true,
    terminal: null,
    write: (text) => void said.push(text),
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

/** A history of one instrument, and what makes a node live through it. */
async function historyOf(
  quotes: readonly ReturnType<typeof aQuote>[],
): Promise<Readonly<Record<string, string>>> {
  const store = new HistoryStore({ store: await FolderStore.open(join(folder, 'history')) });
  await store.append({
    series: toSeries('quote', 'SBIN.NSE', ''),
    batch: toColumns('quote', quotes),
    precision: { price: 2, size: 0 },
    mode: 'merge',
  });
  await store.close();
  writeFileSync(join(folder, 'instruments.yaml'), 'instruments: [{ id: SBIN.NSE }]');
  return {
    ARGOSY_MARKET_KIND: 'replay',
    ARGOSY_MARKET_REPLAY_HISTORY: 'history',
    ARGOSY_MARKET_INSTRUMENTS: 'instruments.yaml',
  };
}

function partOf(node: Node, name: string): unknown {
  return node.core.marketParts.find((part) => part.name === name)?.check();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-replay-'));
  [said, nodes] = [[], []];
});

afterEach(async () => {
  for (const node of nodes) await node.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a node lives through what another one has recorded, in its time, and goes on there', async () => {
  const recorded = await start('recorded');
  await until(() => recorded.core.live.isReady && recorded.core.live.inputs > 3_000);
  const upTo = recorded.core.live.now;
  await recorded.stop();
  const env = {
    ARGOSY_MARKET_KIND: 'replay',
    ARGOSY_MARKET_REPLAY_TAPE: 'recorded',
    ARGOSY_MARKET_REPLAY_SPEED: '2',
  };
  const first = await start('replayed', env);
  await until(() => first.core.live.isReady && first.core.live.inputs > 1_000);
  expect(first.core.live.now).toBeLessThan(upTo + 60_000_000);
  await first.stop();
  const second = await start('replayed', env);
  expect(second.core.live.recovery.position).toBeGreaterThan(0);
  await until(() => JSON.stringify(partOf(second, 'recording')).includes('come to its end'));
});

test('a replay is held, hurried and let skip, and a node that is held still ends', async () => {
  const at = unwrap(parseTimestamp('2026-11-20T09:15:00+05:30')).at;
  const quotes = Array.from({ length: 600 }, (_, n) =>
    aQuote({ at: at + n * 1_000_000, bid: 100 + n, ask: 105 + n }),
  );
  const env = await historyOf(quotes);
  const node = await start('held', { ...env, ARGOSY_MARKET_REPLAY_SPEED: '10' });
  await until(() => node.core.live.isReady && node.core.live.inputs > 0);
  unwrap(await node.replay.change({ state: 'paused' }));
  const { now: heldAt } = node.core.live;
  expect(JSON.stringify(partOf(node, 'recording'))).toContain('"it is paused at 2026-11-20T');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(node.core.live.now).toBe(heldAt);
  expect(await node.replay.change({ at })).toMatchObject({ refusal: { code: 'REPLAY_BACK' } });
  const skipTo = toTimestamp(at + 500_000_000);
  unwrap(await node.replay.change({ state: 'playing', speed: 100, at: skipTo }));
  await until(() => node.core.live.now > skipTo + 10_000_000);
  expect(node.core.live.inputs).toBeLessThan(500);
  expect(unwrap(await node.replay.status())).toMatchObject({ speed: 100 });
  unwrap(await node.replay.change({ state: 'paused' }));
  await node.stop();
  expect(await (await start('held', env)).replay.status()).toMatchObject({ value: { speed: 1 } });
});

test('a day of a history is lived through as it was', async () => {
  const at = unwrap(parseTimestamp('2026-11-20T09:15:00+05:30')).at;
  const quotes = Array.from({ length: 500 }, (_, n) =>
    aQuote({ at: at + n * 1_000, bid: 100 + n, ask: 105 + n }),
  );
  const env = await historyOf(quotes);
  const node = await start('replayed', env);
  await until(() => JSON.stringify(partOf(node, 'recording')).includes('come to its end'));
  await until(() => node.core.live.inputs >= quotes.length);
  expect(node.core.live.now).toBeGreaterThanOrEqual(at + 499_000);
  expect(node.core.live.now).toBeLessThan(at + 60_000_000);
});
