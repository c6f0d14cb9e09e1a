import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { toMicros, toTimestamp, unwrap } from 'argosy/core';
import { openRecords, type BacktestRun, type RecordStore } from '@argosy/storage';
import { Log } from '@argosy/telemetry';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { BacktestsConfig } from '../config/server-config.ts';
import { backtestRecords } from './backtest-records.ts';
import { Backtests } from './backtests.ts';
import { runInProcess } from './run-process.ts';

const repository = join(import.meta.dirname, '../../../..');
const main = join(repository, 'apps/cli/src/main.ts');
const rows = 30_000;
const minute = 60_000_000;

let folder: string;
let store: RecordStore;
let backtests: Backtests;

const now = (): ReturnType<typeof toTimestamp> => toTimestamp(Date.now() * 1000);

function make(changes: Partial<BacktestsConfig> = {}): Backtests {
  const config: BacktestsConfig = {
    folder: join(folder, 'backtests'),
    files: join(folder, 'files'),
    concurrency: 1,
    queueMax: 3,
    memoryMb: 512,
    timeLimit: toMicros(5 * minute),
    ...changes,
  };
  const log = new Log({ now }).logger();
  const command = [process.execPath, '--conditions=source', main] as const;
  return new Backtests({ config, records: backtestRecords(store.db), command, now, log });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-backtests-'));
  mkdirSync(join(folder, 'files'));
  writeFileSync(join(folder, 'files/quotes.csv'), quotes(rows));
  writeFileSync(join(folder, 'files/slow.ts'), slowStrategy);
  writeFileSync(join(folder, 'files/hungry.ts'), hungryStrategy);
  store = await openRecords({ engine: 'sqlite', file: join(folder, 'records.db') });
  backtests = make();
  await backtests.start();
});

afterEach(async () => {
  await backtests.stop();
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Quotes of a day, a second apart. */
function quotes(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const time = new Date(Date.UTC(2026, 0, 5) + at * 1000).toISOString();
    return `${time},${(100 + Math.sin(at / 500)).toFixed(2)},${(100.05 + Math.sin(at / 500)).toFixed(2)}`;
  });
  return `time,bid,ask\n${lines.join('\n')}\n`;
}

const slowStrategy = `import { Strategy } from 'argosy/engine';
export class Slow extends Strategy {
  onStart() { this.data.subscribeQuotes('X.DEMO'); }
  onQuote() { let sum = 0; for (let at = 0; at < 500_000; at += 1) sum += at % 7; this.sum = sum; }
}
`;
const hungryStrategy = `import { Strategy } from 'argosy/engine';
export class Hungry extends Strategy {
  kept = [];
  onStart() { this.data.subscribeQuotes('X.DEMO'); }
  onQuote() { this.kept.push(Array.from({ length: 100_000 }, (_, at) => ({ at }))); }
}
`;

function runFile(strategy: string, file = 'quotes.csv'): string {
  return `title: a run
instruments:
  - { kind: equity, id: X.DEMO, exchange: DEMO, currency: INR, pricePrecision: 2, tick: '0.01', calendar: 24x7 }
accounts: [{ id: A, balance: 1000000.00 INR }]
sources:
  - file: ${file}
    layout: { kind: quote, instrument: X.DEMO }
strategies:
  - { id: s, ${strategy}, account: A }
`;
}

const crossing = runFile(
  'strategy: EmaCross, parameters: { instrument: X.DEMO, fast: 20, slow: 80, quantity: 10 }',
);

async function queue(request: string): Promise<string> {
  return unwrap(await backtests.queue(request, 'a run', 'owner'));
}

/** What is in the records once it is as wanted. */
async function until(id: string, isSo: (run: BacktestRun) => boolean): Promise<BacktestRun> {
  for (;;) {
    const found = await backtestRecords(store.db).findBacktest(id);
    if (found !== undefined && isSo(found)) return found;
    await pause(20);
  }
}

const hasEnded = ({ endedAt }: BacktestRun): boolean => endedAt !== null;
const runs = ({ status }: BacktestRun): boolean => status === 'running';

test('a run file is run in a process of its own, and its results can be read', async () => {
  const id = await queue(crossing);
  const ended = await until(id, hasEnded);
  expect(ended).toMatchObject({ status: 'done', error: null, progressPpm: 1_000_000 });
  const result = Buffer.from(unwrap(await backtests.result(id, 'result.json'))).toString();
  expect(JSON.parse(result)).toMatchObject({ schema: 'argosy-result/1', state: 'done' });
  const fills = Buffer.from(unwrap(await backtests.result(id, 'fills.csv'))).toString();
  expect(fills.split('\n').length).toBeGreaterThan(3);
  const sheet = Buffer.from(unwrap(await backtests.result(id, 'sheet.html'))).toString();
  expect(sheet).toContain('From gross to net');
});

test('how far it is is noted, and one that is cancelled ends soon', async () => {
  const id = await queue(runFile('module: slow.ts'));
  const running = await until(id, (run) => runs(run) && run.progressPpm > 0);
  expect(running.progressPpm).toBeLessThan(1_000_000);
  expect(await backtests.cancel(id)).toMatchObject({ ok: true });
  expect(await until(id, hasEnded)).toMatchObject({ status: 'cancelled', error: null });
  expect(await backtests.cancel(id)).toMatchObject({
    refusal: { code: 'BACKTEST_ENDED', reason: `the backtest has ended: ${id} is cancelled` },
  });
});

test('one that waits is run behind the others, or never where it is cancelled', async () => {
  const first = await queue(runFile('module: slow.ts'));
  const second = await queue(crossing);
  const third = await queue(crossing);
  await until(first, runs);
  expect(await backtests.cancel(second)).toMatchObject({ ok: true });
  expect(await backtestRecords(store.db).findBacktest(third)).toMatchObject({ status: 'queued' });
  await backtests.cancel(first);
  expect(await until(third, hasEnded)).toMatchObject({ status: 'done' });
  expect(await until(second, hasEnded)).toMatchObject({ status: 'cancelled', startedAt: null });
});

test('a queue that is full refuses', async () => {
  for (let count = 0; count < 4; count += 1) await queue(runFile('module: slow.ts'));
  expect(await backtests.queue(crossing, 'a run', 'owner')).toMatchObject({
    refusal: { code: 'BACKTEST_QUEUE_FULL' },
  });
});

test('mistakes are told as those of the run file that was sent', async () => {
  const id = await queue(crossing.replace('kind: quote', 'kind: quite'));
  const { status, error } = await until(id, hasEnded);
  expect(status).toBe('failed');
  expect(error).toMatch(
    /run\.yaml has one mistake:\n\s+run\.yaml:7: sources\[0\]\.layout\.kind: /u,
  );
});

test('files outside of the folder of files are refused before anything runs', async () => {
  const given = crossing.replace('quotes.csv', '../records.db');
  expect(await backtests.queue(given, 'a run', 'owner')).toMatchObject({
    refusal: { code: 'BACKTEST_BAD' },
  });
});

test('one that takes too long, or too much memory, fails and says so', async () => {
  await backtests.stop();
  backtests = make({ timeLimit: toMicros(3_000_000), memoryMb: 128, concurrency: 2 });
  await backtests.start();
  const slow = await queue(runFile('module: slow.ts'));
  const hungry = await queue(runFile('module: hungry.ts'));
  expect(await until(slow, hasEnded)).toMatchObject({
    status: 'failed',
    error: 'it took longer than 0.05 min',
  });
  expect(await until(hungry, hasEnded)).toMatchObject({ status: 'failed' });
});

test('what runs as the node ends has failed, and what waits is run by the next', async () => {
  const first = await queue(runFile('module: slow.ts'));
  const second = await queue(crossing);
  await until(first, runs);
  await backtests.stop();
  expect(await until(first, hasEnded)).toMatchObject({ status: 'failed' });
  backtests = make();
  await backtests.start();
  expect(await until(second, hasEnded)).toMatchObject({ status: 'done' });
});

test('no name of a result leads out of its folder', async () => {
  const id = await queue(crossing);
  await until(id, hasEnded);
  const names = ['../records.db', '.hidden', '', 'result.json/..', `../${id}.yaml`, 'none.json'];
  for (const name of names) {
    expect(await backtests.result(id, name)).toMatchObject({
      refusal: { code: 'RESULT_MISSING' },
    });
  }
  expect(await backtests.result('../backtests', 'result.json')).toMatchObject({ ok: false });
});

test('a run gets nothing of our environment', async () => {
  writeFileSync(
    join(folder, 'argosy.mjs'),
    'console.log(JSON.stringify(process.env)); process.exit(1);',
  );
  vi.stubEnv('ARGOSY_TEST_TOKEN', 'hunter2');
  const program = [process.execPath, join(folder, 'argosy.mjs')] as const;
  const bounds = { command: program, memoryMb: 128, timeLimitMillis: 60_000 };
  const places = { file: 'run.yaml', out: 'out', base: '.' };
  const { reason } = await runInProcess(bounds, places, () => {}).end;
  vi.unstubAllEnvs();
  expect(reason).toContain('PATH');
  expect(reason).not.toContain('hunter2');
});
