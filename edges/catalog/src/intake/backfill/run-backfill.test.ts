import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseTimestamp, Random, unwrap } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { aBar } from '@argosy/testkit';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FolderStore } from '../../history/folder-store.ts';
import { HistoryStore } from '../../history/history-store.ts';
import { toSeries } from '../../history/series.ts';
import {
  BackfillJob,
  jobLines,
  viewOf,
  type BackfillPlan,
  type BackfillProgress,
} from './backfill-job.ts';
import { Pacer } from './pacer.ts';
import { runBackfill, type BackfillOptions } from './run-backfill.ts';
import type { BackfillClock, Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

const root = mkdtempSync(join(tmpdir(), 'argosy-backfill-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let history: HistoryStore;
let folder = '';
let count = 0;
beforeEach(async () => {
  folder = join(root, String((count += 1)));
  history = new HistoryStore({ store: await FolderStore.open(join(root, `history${count}`)) });
});
afterEach(() => history.close());

const HOUR = 3_600_000_000;
const from = unwrap(parseTimestamp('2026-11-02T00:00:00Z')).at;
const tail = '1-HOUR-LAST-EXTERNAL';
const ids = ['SBIN.NSE', 'TCS.NSE'];
const plan: BackfillPlan = {
  version: 1,
  vendor: 'loopback',
  series: ids.map((id) => ['bar', id, tail] as const),
  from,
  until: from + 24 * HOUR,
  spanMicros: 6 * HOUR,
  precision: { price: 2, size: 0 },
  terms: {},
};

/** A clock that goes only while somebody sleeps. */
class FakeClock implements BackfillClock {
  ms = 0;
  readonly slept: number[] = [];

  now(): number {
    return this.ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(ms);
    this.ms += ms;
    return Promise.resolve();
  }
}

/** A bar an hour, whose price says which. */
function barsOf({ series, from: begins, until }: VendorRequest): readonly Bar[] {
  const hours = Array.from({ length: (until - begins) / HOUR }, (_, hour) => begins + hour * HOUR);
  return hours.map((opensAt) => {
    const price = 10_000 + (opensAt - from) / HOUR;
    return aBar({
      instrument: series.instrument,
      spec: tail,
      at: opensAt + HOUR,
      opensAt,
      open: price,
    });
  });
}

function aVendor(
  answer: (request: VendorRequest, call: number) => VendorAnswer,
): Vendor & { calls: number } {
  const vendor = {
    name: 'loopback',
    limits: [{ requests: 3, perMs: 1000 }],
    calls: 0,
    ask: (request: VendorRequest) => {
      vendor.calls += 1;
      return Promise.resolve(answer(request, vendor.calls));
    },
  };
  return vendor;
}

function honest(request: VendorRequest): VendorAnswer {
  return { kind: 'rows', rows: barsOf(request) };
}

function run(job: BackfillJob, changes: Partial<BackfillOptions> = {}): Promise<BackfillProgress> {
  return runBackfill(job, {
    vendor: aVendor(honest),
    history,
    clock: new FakeClock(),
    random: Random.fromSeed('backfill'),
    signal: new AbortController().signal,
    ...changes,
  });
}

/** The hours that history has of an instrument. */
async function hoursOf(id: string): Promise<readonly number[]> {
  const batch = await history.scan(toSeries('bar', id, tail));
  return [...batch.numbers('open')].map((price) => price - 10_000);
}

const allHours = Array.from({ length: 24 }, (_, hour) => hour);

describe('a backfill', () => {
  it('asks for each window of each series once, and keeps what comes', async () => {
    const job = BackfillJob.create(folder, plan);
    const vendor = aVendor(honest);
    const progress = await run(job, { vendor });
    expect(progress).toMatchObject({ status: 'done', next: 8, rows: 48, requests: 8, retries: 0 });
    expect(vendor.calls).toBe(8);
    for (const id of ids) expect(await hoursOf(id)).toEqual(allHours);
    expect(jobLines(viewOf(job))).toEqual([
      `${folder}: done`,
      '  from loopback, 2 series, 2026-11-02T00:00:00Z to 2026-11-03T00:00:00Z',
      '  8 of 8 windows (100.0 %), 48 rows, 8 requests, 0 of them again',
    ]);
  });

  it('never asks more often than the vendor allows', async () => {
    const clock = new FakeClock();
    const sent: number[] = [];
    const vendor = aVendor((request) => {
      sent.push(clock.ms);
      return honest(request);
    });
    await run(BackfillJob.create(folder, plan), { vendor, clock });
    for (const [place, at] of sent.entries()) {
      expect((sent[place + 3] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThanOrEqual(1000);
    }
    expect(clock.ms).toBe(2000);
  });

  it('asks again, later and later, with jitter, and waits as long as it is told to', async () => {
    const clock = new FakeClock();
    const answers: VendorAnswer[] = [
      { kind: 'failed', reason: 'answered 503' },
      { kind: 'wait', afterMs: 7000 },
      { kind: 'wait', afterMs: null },
    ];
    const vendor = aVendor((request, call) => answers[call - 1] ?? honest(request));
    const progress = await run(BackfillJob.create(folder, plan), { vendor, clock });
    expect(progress).toMatchObject({ status: 'done', requests: 11, retries: 3 });
    const [first = 0, told = 0, third = 0] = clock.slept;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(500);
    expect(told).toBe(7000);
    expect(third).toBeLessThanOrEqual(2000);
  });

  it('leaves a window that brings nothing, goes on, and asks for it when it is resumed', async () => {
    const job = BackfillJob.create(folder, plan);
    const bad = from + 6 * HOUR;
    const vendor = aVendor((request) => {
      if (request.from !== bad) return honest(request);
      return { kind: 'failed', reason: 'answered 500' };
    });
    expect(await run(job, { vendor })).toMatchObject({
      status: 'failed',
      next: 8,
      left: [
        { window: 1, reason: 'answered 500' },
        { window: 5, reason: 'answered 500' },
      ],
      reason: '2 windows brought nothing',
    });
    const resumed = BackfillJob.open(folder);
    expect(await run(resumed)).toMatchObject({ status: 'done', left: [], rows: 48 });
    for (const id of ids) expect(await hoursOf(id)).toEqual(allHours);
  });

  it('ends where the vendor refuses, or tells to wait for too long', async () => {
    const vendor = aVendor(() => ({ kind: 'refused', reason: 'answered 401' }));
    expect(await run(BackfillJob.create(folder, plan), { vendor })).toMatchObject({
      status: 'failed',
      reason: 'answered 401',
      requests: 1,
    });
    const slow = aVendor(() => ({ kind: 'wait', afterMs: 3_600_000 }));
    expect(await run(BackfillJob.open(folder), { vendor: slow })).toMatchObject({
      reason: 'told to wait for 3600000 ms',
    });
  });

  it('ends where nearly everything fails', async () => {
    const vendor = aVendor(() => ({ kind: 'failed', reason: 'down' }));
    const long = { ...plan, spanMicros: HOUR / 10 };
    const progress = await run(BackfillJob.create(folder, long), { vendor });
    expect(progress).toMatchObject({
      status: 'failed',
      next: 51,
      reason: '51 windows brought nothing',
    });
  });

  it.each<[string, (rows: readonly Bar[]) => readonly Bar[], string]>([
    [
      'of another instrument',
      (rows) =>
        rows.map((row) => ({ ...row, instrument: aBar({ instrument: 'X.NSE' }).instrument })),
      'is not of bar',
    ],
    [
      'of another time',
      (rows) => rows.map((row) => ({ ...row, opensAt: aBar().opensAt })),
      'not of the time',
    ],
    ['out of order', (rows) => rows.toReversed(), 'is before the one before it'],
  ])('does not take rows %s for an answer', async (_, spoil, reason) => {
    const vendor = aVendor((request) => ({ kind: 'rows', rows: spoil(barsOf(request)) }));
    const one = { ...plan, series: plan.series.slice(0, 1), until: from + 6 * HOUR };
    const progress = await run(BackfillJob.create(folder, one), { vendor });
    expect(progress.left[0]?.reason).toContain(reason);
    expect(await history.list()).toEqual([]);
  });

  it('takes what an adapter throws for an answer that failed', async () => {
    const vendor: Vendor = {
      name: 'x',
      limits: [],
      ask: () => Promise.reject(new Error('socket')),
    };
    const one = { ...plan, series: plan.series.slice(0, 1), until: from + 6 * HOUR };
    const progress = await run(BackfillJob.create(folder, one), { vendor });
    expect(progress).toMatchObject({ status: 'failed', left: [{ window: 0, reason: 'socket' }] });
  });
});

describe('a backfill that is stopped', () => {
  it('ends behind the window under way, and goes on from there', async () => {
    const job = BackfillJob.create(folder, plan);
    const stop = new AbortController();
    const vendor = aVendor((request, call) => {
      if (call === 3) stop.abort();
      return honest(request);
    });
    const progress = await run(job, { vendor, signal: stop.signal });
    expect(progress).toMatchObject({ status: 'stopped', next: 3, reason: 'asked to stop' });
    const rest = aVendor(honest);
    await run(BackfillJob.open(folder), { vendor: rest });
    expect(rest.calls).toBe(5);
    for (const id of ids) expect(await hoursOf(id)).toEqual(allHours);
  });

  it('or killed after any of its writes loses no row and doubles none', async () => {
    const short = { ...plan, series: plan.series.slice(0, 1) };
    let writes = 1;
    for (let isDone = false; !isDone; writes += 1) {
      const own = join(folder, `kill${writes}`);
      const store = new HistoryStore({ store: await FolderStore.open(join(own, 'history')) });
      const job = BackfillJob.create(join(own, 'job'), short);
      let left = writes;
      const onProgress = (): void => {
        left -= 1;
        if (left === 0) throw new Error('killed');
      };
      isDone = await run(job, { history: store, onProgress }).then(
        () => true,
        () => false,
      );
      // The mark of a process that is no more, as a kill leaves it.
      writeFileSync(join(own, 'job', 'running'), '999999999');
      const progress = await run(BackfillJob.open(join(own, 'job')), { history: store });
      expect(progress).toMatchObject({ status: 'done', next: 4 });
      const batch = await store.scan(toSeries('bar', 'SBIN.NSE', tail));
      expect([...batch.numbers('open')].map((price) => price - 10_000)).toEqual(allHours);
      await store.close();
    }
    expect(writes).toBeGreaterThan(12);
  });

  it('that was killed is not told to be running', () => {
    const job = BackfillJob.create(folder, plan);
    job.save({ status: 'running' });
    writeFileSync(join(folder, 'running'), '999999999');
    expect(jobLines(viewOf(job))[0]).toBe(`${folder}: killed; resume goes on`);
    writeFileSync(join(folder, 'running'), String(process.pid));
    expect(jobLines(viewOf(job))[0]).toBe(`${folder}: running`);
  });

  it('is worked on by one process at a time', async () => {
    const job = BackfillJob.create(folder, plan);
    writeFileSync(join(folder, 'running'), String(process.pid));
    await expect(run(job)).rejects.toThrow('is being worked on by another process');
  });
});

describe('a job', () => {
  it.each([
    [{ until: from }, 'windows, expected 1 to'],
    [{ spanMicros: 1000 }, 'windows, expected 1 to'],
    [{ series: [] }, '0 windows'],
    [{ series: [['nothing', 'SBIN.NSE', '']] }, 'kind "nothing"'],
  ])('with %j is refused', (wrong, message) => {
    expect(() => BackfillJob.create(folder, { ...plan, ...wrong } as BackfillPlan)).toThrow(
      message,
    );
  });

  it('does not take the place of another', () => {
    BackfillJob.create(folder, plan);
    expect(() => BackfillJob.create(folder, plan)).toThrow('has a job already');
  });

  it('that is damaged is refused', () => {
    BackfillJob.create(folder, plan);
    writeFileSync(join(folder, 'progress.json'), '{"version":1}');
    expect(() => BackfillJob.open(folder)).toThrow('is no progress');
    const path = join(folder, 'job.json');
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40));
    expect(() => BackfillJob.open(folder)).toThrow(/job\.json: /u);
    expect(() => BackfillJob.open(join(folder, 'nowhere'))).toThrow('is no file of a job');
  });
});

describe('a pacer', () => {
  it('keeps every one of several limits', async () => {
    const clock = new FakeClock();
    const pacer = new Pacer(clock, [
      { requests: 2, perMs: 1000 },
      { requests: 5, perMs: 60_000 },
    ]);
    const { signal } = new AbortController();
    const sent: number[] = [];
    for (let request = 0; request < 8; request += 1) {
      await pacer.next(signal);
      sent.push(clock.ms);
    }
    expect(sent).toEqual([0, 0, 1000, 1000, 2000, 60_000, 60_000, 61_000]);
  });

  it('refuses a limit that lets nothing through', () => {
    expect(() => new Pacer(new FakeClock(), [{ requests: 0, perMs: 1 }])).toThrow('a limit of 0');
  });
});

it('of an instrument whose name leads anywhere there is no job, and nobody is asked', () => {
  const make = (instrument: string) => (): BackfillJob =>
    BackfillJob.create(folder, { ...plan, series: [['bar', instrument, tail]] });
  expect(make('../x')).toThrow(/instrument "\.\.\/x", expected no slash/u);
  expect(make('C:x')).toThrow(/instrument "C:x", expected such as SBIN.NSE/u);
  expect(() => BackfillJob.open(folder)).toThrow(/is no file of a job/u);
});
