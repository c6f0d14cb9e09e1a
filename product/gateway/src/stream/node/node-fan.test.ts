import { ok, toStrategyId, toTimestamp } from 'argosy/core';
import type { StrategyLine, StrategyRow } from '@argosy/fleet';
import type { Job } from '@argosy/storage';
import { Log } from '@argosy/telemetry';
import { aStreamCaller, LogReader, StreamRig } from '@argosy/testkit/stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { LogChannel } from '../engine/log-channel.ts';
import { NodeFan } from './node-fan.ts';
import { PolledLines } from './polled-lines.ts';

const SECOND = 1_000_000;
const owner = aStreamCaller();

function aRow(id: string, changes: Partial<StrategyRow> = {}): StrategyRow {
  return {
    id: toStrategyId(id),
    code: 'EMAX',
    account: 'A1',
    book: 'B',
    host: 'H',
    file: 'f.ts',
    parameters: {},
    state: 'running',
    reason: null,
    calls: 0,
    micros: 0,
    microsMax: 0,
    microsP99: null,
    heardAt: null,
    breaches: 0,
    ...changes,
  };
}

async function aFan() {
  const rig = new StreamRig();
  const state = { rows: [aRow('one')], jobs: [] as Job[], lines: [] as StrategyLine[], asked: 0 };
  const fan = new NodeFan({
    fanOut: rig.fanOut,
    accounts: ['A1', 'A2'],
    fleet: {
      strategies: () => {
        state.asked += 1;
        return Promise.resolve(state.rows);
      },
      lines: () => Promise.resolve(ok(state.lines)),
    },
    jobs: { list: () => Promise.resolve(state.jobs) },
    time: rig.time,
    log: new Log({ now: rig.clock.now }).logger({}),
  });
  await fan.begin();
  const pass = async (): Promise<void> => {
    rig.clock.advance(SECOND);
    for (let round = 0; round < 10; round += 1) await Promise.resolve();
  };
  const hear = (kind: 'strategies' | 'logs' | 'jobs', key: string): LogReader => {
    const channel = fan.find(kind, key, owner) as LogChannel;
    return new LogReader(rig.fanOut, [channel]);
  };
  return { fan, state, pass, hear, rig };
}

test('a strategy that changes is told to those who may see its account', async () => {
  const { fan, state, pass, hear } = await aFan();
  expect(fan.find('strategies', 'A1', aStreamCaller({ accounts: [] }))).toBeNull();
  expect(fan.find('strategies', 'A9', owner)).toBeNull();
  const reader = hear('strategies', 'A1');
  await pass();
  expect(reader.items()[0]).toMatchObject([{ id: 'one', state: 'running' }]);
  state.rows = [aRow('one', { state: 'paused' }), aRow('two')];
  await pass();
  expect(reader.items()[0]).toMatchObject([
    { state: 'running' },
    { state: 'paused' },
    { id: 'two' },
  ]);
  await pass();
  expect(reader.items()[0]).toHaveLength(3);
});

test('the channel of an account is there before its first strategy, and before the first look', async () => {
  const { fan, state, pass, hear } = await aFan();
  expect(fan.find('strategies', 'A2', owner)).not.toBeNull();
  const reader = hear('strategies', 'A2');
  expect(reader.items()[0] ?? []).toEqual([]);
  state.rows = [aRow('late', { account: 'A2' })];
  await pass();
  expect(reader.items()[0]).toMatchObject([{ id: 'late' }]);
});

test('what nobody hears is hardly looked at, and nothing once it has ended', async () => {
  const { fan, state, pass, rig } = await aFan();
  for (let round = 0; round < 20; round += 1) await pass();
  expect(state.asked).toBe(3);
  fan.stop();
  fan.stop();
  expect(rig.clock.waiting).toBe(0);
});

test('jobs and lines come as they are made', async () => {
  const { state, pass, hear } = await aFan();
  const [jobs, lines] = [hear('jobs', ''), hear('logs', 'one')];
  const job = { name: 'refresh', startedAt: null, endedAt: null, result: null, detail: null };
  state.jobs = [{ ...job, nextAt: null, runs: 0, failures: 0 }];
  state.lines = ['a', 'b'].map((text) => aLine(text));
  await pass();
  state.lines = [...state.lines, aLine('c')];
  await pass();
  expect(jobs.items()[0]).toMatchObject([{ name: 'refresh', isRunning: false }]);
  expect(lines.items()[0]).toMatchObject([{ text: 'a' }, { text: 'b' }, { text: 'c' }]);
});

test('of lines that were seen before, however many are gone, none is told twice', () => {
  const steps = fc.array(fc.nat(7), { maxLength: 30 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 12 }), (counts, kept) => {
      const lines = new PolledLines('logs:one');
      const all: string[] = [];
      const told: string[] = [];
      for (const count of counts) {
        for (let each = 0; each < count; each += 1) all.push(String(all.length));
        told.push(...lines.take(all.slice(-kept)));
      }
      const isComplete = counts.every((count) => count <= kept);
      expect(new Set(told).size).toBe(told.length);
      if (isComplete) expect(told).toEqual(all);
    }),
  );
});

function aLine(text: string): StrategyLine {
  return { strategy: toStrategyId('one'), at: toTimestamp(0), level: 'info', text, fields: {} };
}
