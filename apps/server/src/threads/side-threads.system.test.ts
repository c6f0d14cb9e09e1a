import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toTimestamp } from 'argosy/core';
import { Log } from '@argosy/telemetry';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { readConfig, type ServerConfig } from '../config/index.ts';
import { SideThreads, type SidePair } from './side-threads.ts';

type Figures = { snapshot(): Promise<object> };

/** A desk of machines that have nothing yet. */
const emptyDesk = {
  snapshot: () => Promise.resolve({ inputs: 0, orders: [], positions: [], funds: [] }),
};

const head = { level: 'error', now: 0, pace: new Float64Array([1]) } as const;

let folder: string;
let sides: SideThreads;
let pairs: (SidePair | null)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-sides-'));
  mkdirSync(join(folder, 'journal'));
  pairs = [];
  const configuration = configurationOf(folder);
  const log = new Log({ now: () => toTimestamp(Date.now() * 1_000) });
  sides = new SideThreads(
    {
      work: {
        ...head,
        records: { engine: 'sqlite', file: join(folder, 'records.db') },
        projections: { engine: 'sqlite', file: join(folder, 'projections.db') },
        journal: join(folder, 'journal'),
        waitingAudit: join(folder, 'audit.waiting'),
        durable: new BigInt64Array(new SharedArrayBuffer(8)),
        shard: 'main',
        backtests: { config: configuration.backtest, command: [process.execPath] },
        data: configuration.node.data,
      },
      edge: {
        ...head,
        node: configuration.node,
        isHeadless: true,
        terminal: null,
        keys: null,
        version: '0',
        instruments: [],
        room: 0,
        calendars: [],
      },
      faces: { desk: emptyDesk },
      log: log.logger({}),
      onLog: () => {},
    },
    (pair) => void pairs.push(pair),
  );
});

afterEach(async () => {
  await sides.stop();
  rmSync(folder, { recursive: true, force: true });
});

function configurationOf(data: string): ServerConfig {
  const env = { ARGOSY_DATA: data, ARGOSY_PORT: '0' };
  const read = readConfig({ folder: null, env, base: data });
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read.value.config;
}

async function until(isDone: () => boolean): Promise<boolean> {
  for (let left = 600; left > 0 && !isDone(); left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return isDone();
}

test('both threads answer, and end when they are told to', async () => {
  const { work, edge } = await sides.start();
  const [first, second] = [work.face<Figures>('metrics'), edge.face<Figures>('metrics')];
  const figures = await first.snapshot();
  expect(figures).toHaveProperty('log_lines_total');
  expect(figures).toMatchObject({
    projection_lag_seconds: [{ labels: ['main'], value: 0 }],
  });
  expect(await second.snapshot()).toHaveProperty('cache_hits_total');
  await sides.stop();
  await expect(first.snapshot()).rejects.toMatchObject({ code: 'THREAD_ENDED' });
});

test('where one is lost both come back, with the files that the lost one had', async () => {
  const before = await sides.start();
  sides.renew('edge', 'as a test wants it');
  await expect(before.work.face<Figures>('metrics').snapshot()).rejects.toMatchObject({
    code: 'THREAD_ENDED',
  });
  expect(await until(() => pairs.length === 3)).toBe(true);
  expect(pairs[1]).toBeNull();
  const figures = await pairs[2]?.work.face<Figures>('metrics').snapshot();
  expect(figures).toHaveProperty('log_lines_total');
});
