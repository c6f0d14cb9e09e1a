import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  nseEquity,
  ok,
  refuse,
  SessionClock,
  toMicros,
  toTimestamp,
  type Timestamp,
} from 'argosy/core';
import type { PartReport } from '@argosy/telemetry';
import { describe, expect, test, vi } from 'vitest';

import { readConfig } from '../config/read-config.ts';
import { jobPlans, type JobPorts } from './job-plans.ts';
import {
  checkSession,
  lookAtHealth,
  purge,
  reconcileAccounts,
  refreshInstruments,
  type BrokerLogin,
  type InstrumentRefreshPort,
} from './standing-jobs.ts';

const now = toTimestamp(40_000 * MICROS_PER_DAY);
const { signal } = new AbortController();

function part(state: PartReport['state'], reason: string | null = null): PartReport {
  return { part: 'feed', neededFor: 'ready', state, reason, since: '' };
}

describe('a reconciliation', () => {
  const port = (open: readonly (readonly [string, readonly string[]])[]) => ({
    round: async () => await Promise.resolve({ accounts: 2, open }),
  });

  test('tells how many accounts agree', async () => {
    const told = await reconcileAccounts(port([['PAPER01', []]]), signal);
    expect(told).toBe('2 accounts agree with their broker');
  });

  test('fails with what is open', async () => {
    const round = reconcileAccounts(port([['PAPER01', ['cash differs', 'order X']]]), signal);
    await expect(round).rejects.toThrow('PAPER01: cash differs, order X');
  });
});

describe('a look at health', () => {
  test('fails while something is down', () => {
    expect(() => lookAtHealth([part('up'), part('down', 'silent')])).toThrow(
      'feed is down: silent',
    );
  });

  test('tells of what works badly', () => {
    expect(lookAtHealth([part('degraded', 'slow')])).toBe('feed is degraded: slow');
    expect(lookAtHealth([part('up')])).toBe('1 parts are up');
  });
});

describe('a broker’s session', () => {
  const renewed = vi.fn<() => void>();
  const connected = { state: 'connected', reason: null, since: now, retryAt: null } as const;
  const broker = (minutes: number | null, changes: Partial<BrokerLogin> = {}): BrokerLogin => ({
    name: 'angel',
    connection: connected,
    session: {
      expiresAt: minutes === null ? null : toTimestamp(now + minutes * MICROS_PER_MINUTE),
      renew: async () => {
        renewed();
        return await Promise.resolve(ok({ expiresAt: null }));
      },
    },
    ...changes,
  });

  test.each([
    [31, 'the session with angel has 31 minutes left', 0],
    [30, 'the session with angel was renewed', 1],
    [-5, 'the session with angel was renewed', 1],
    [null, 'angel is connected, the session has no end', 0],
  ])('with %s minutes left: %s', async (minutes, told, times) => {
    renewed.mockClear();
    expect(await checkSession(broker(minutes), now)).toBe(told);
    expect(renewed).toHaveBeenCalledTimes(times);
  });

  test('that is not renewed is told', async () => {
    const renew = async (): Promise<ReturnType<typeof refuse>> =>
      await Promise.resolve(refuse('LOGIN', 'no'));
    const refused = broker(5, { session: { expiresAt: now, renew } });
    await expect(checkSession(refused, now)).rejects.toThrow('angel: LOGIN: no');
  });

  test('is none on paper: what counts is that it is there', async () => {
    const paper = { name: 'demo', session: null };
    const told = await checkSession(broker(null, paper), now);
    expect(told).toBe('demo is connected, without a login that ends');
    const connection = { ...connected, state: 'reconnecting', reason: 'no line' } as const;
    const lost = broker(null, { ...paper, connection });
    await expect(checkSession(lost, now)).rejects.toThrow('demo is reconnecting: no line');
  });
});

describe('a refresh of instruments', () => {
  const port = (phase: string, reason: string | null = null) => ({
    run: async () => await Promise.resolve({ phase, rows: 5, reason }),
    stop: vi.fn<() => void>(),
  });

  test('tells how many there are, or why there are none', async () => {
    expect(await refreshInstruments(port('done'), 1, signal)).toBe('5 instruments');
    const run = async (): Promise<Awaited<ReturnType<InstrumentRefreshPort['run']>>> =>
      await Promise.resolve({ phase: 'done', rows: 5, fresh: 2, reason: null });
    const told = await refreshInstruments({ ...port('done'), run }, 1, signal);
    expect(told).toBe('5 instruments, 2 of them new');
    const refused = refreshInstruments(port('refused', 'half a file'), 1, signal);
    await expect(refused).rejects.toThrow('refused: half a file');
  });

  test('ends with its job', async () => {
    const ends = new AbortController();
    const refresh = port('done');
    await refreshInstruments(refresh, 1, ends.signal);
    ends.abort();
    expect(refresh.stop).toHaveBeenCalledOnce();
  });
});

test('a purge removes what has ended, and logs that are too old and not under way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-logs-'));
  const old = new Date((now - 31 * MICROS_PER_DAY) / 1000);
  const young = new Date((now - 29 * MICROS_PER_DAY) / 1000);
  const names = ['core-20260101T000000-0001.log', 'core.log', 'notes.txt'];
  for (const name of names) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), old, old);
  }
  mkdirSync(join(folder, 'core-2.log'));
  writeFileSync(join(folder, 'core-20260201T000000-0001.log'), '');
  utimesSync(join(folder, 'core-20260201T000000-0001.log'), young, young);
  const asked: Timestamp[] = [];
  const count = async (at: Timestamp): Promise<number> => {
    asked.push(at);
    return await Promise.resolve(2);
  };
  const records = { purgeSessions: count, purgeRequests: count };
  const logs = { folder, retention: 30 * MICROS_PER_DAY };
  const told = await purge({ records, sessionDays: 7, logs }, now);
  expect(told).toBe('2 sessions, 2 requests, 1 log files are gone');
  expect(asked).toEqual([now - 7 * MICROS_PER_DAY, now]);
  expect(readdirSync(folder)).toEqual([
    'core-2.log',
    'core-20260201T000000-0001.log',
    'core.log',
    'notes.txt',
  ]);
  rmSync(folder, { recursive: true });
});

test('the jobs of a node are those that have something to do, as they are configured', () => {
  const read = readConfig({ folder: null, env: {}, base: '/' });
  const config = read.ok ? read.value.config.node.jobs : null;
  const nothing = async (): Promise<never> => await Promise.reject(new Error('not asked'));
  const ports: Omit<JobPorts, 'config'> = {
    now: () => now,
    clock: new SessionClock(nseEquity),
    reconciliation: { round: nothing },
    health: nothing,
    broker: {
      name: 'demo',
      session: null,
      connection: { state: 'connected', reason: null, since: now, retryAt: null },
    },
    instruments: { run: nothing, stop: () => {} },
    fastDay: null,
    snapshot: nothing,
    compaction: nothing,
    tape: () => Promise.resolve(''),
    purge: {
      records: { purgeSessions: nothing, purgeRequests: nothing },
      sessionDays: 7,
      logs: { folder: '/', retention: 0 },
    },
  };
  const always = [
    'order-reconciliation',
    'position-sync',
    'health',
    'snapshots',
    'purge',
    'tape-archive',
    'session-check',
    'compaction',
    'instrument-refresh',
  ];
  const names = config === null ? [] : jobPlans({ config, ...ports }).map(({ name }) => name);
  expect(names).toEqual(always);
  const fastDay = toMicros(6_000_000);
  const plans = config === null ? [] : jobPlans({ config, ...ports, fastDay });
  const refresh = plans.find(({ name }) => name === 'instrument-refresh');
  expect(refresh?.schedule).toEqual({ kind: 'every', micros: fastDay });
});
