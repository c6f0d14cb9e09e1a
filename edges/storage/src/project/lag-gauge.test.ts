import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lastPosition } from '@argosy/journal';
import { Metrics, metricTable } from '@argosy/telemetry';
import { lifeRecords, lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openProjections, type ProjectionStore } from '../store.ts';
import { followInto } from './follow.ts';
import { LagGauge } from './lag-gauge.ts';
import { Projector } from './projector.ts';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-lag-'));
  await writeLifeJournal(folder, lifeSteps(200, 7));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const { records } = lifeRecords(lifeSteps(200, 7));
const [first] = records;
const beganAt =
  first?.entry.kind === 'input' && first.entry.input.kind !== 'command'
    ? first.entry.input.availableAt
    : 0;

function valuesOf(metrics: Metrics, name: keyof typeof metricTable): readonly unknown[] {
  return (metrics.snapshot()[name] ?? []).map(({ labels, value }) => [...labels, value]);
}

async function withStore(run: (store: ProjectionStore) => Promise<void>): Promise<void> {
  const store = await openProjections({ engine: 'sqlite', file: ':memory:' });
  try {
    await run(store);
  } finally {
    await store.close();
  }
}

describe('the lag of a projection', () => {
  test('is the age of what waits while it is written, and nothing once all is', () =>
    withStore(async (store) => {
      const metrics = new Metrics(metricTable);
      const lag = new LagGauge({ metrics, projection: 'main', now: () => beganAt + 2_500_000 });
      const seen: (readonly unknown[])[] = [];
      const onTable = (): void => void seen.push(valuesOf(metrics, 'projection_lag_seconds'));
      const projector = await Projector.open({ store, shard: 'main', onTable });
      const ends = new AbortController();
      const following = followInto(projector, { folder, lag, signal: ends.signal, pollMs: 1 });
      while (projector.progress.position < lastPosition(folder) || lag.seconds > 0) {
        await new Promise(setImmediate);
      }
      ends.abort();
      await following;
      expect(seen[0]).toEqual([['main', 2.5]]);
      expect(valuesOf(metrics, 'projection_lag_seconds')).toEqual([['main', 0]]);
    }));

  test('grows while nothing can be written, also when whoever writes has ended', () =>
    withStore(async (store) => {
      const metrics = new Metrics(metricTable);
      let now = beganAt;
      const lag = new LagGauge({ metrics, projection: 'main', now: () => now });
      const fail = (): void => {
        throw new Error('the disk is full');
      };
      const projector = await Projector.open({ store, shard: 'main', onTable: fail });
      const { signal } = new AbortController();
      await expect(followInto(projector, { folder, lag, signal })).rejects.toThrow('is full');
      for (const seconds of [1, 60]) {
        now = beganAt + seconds * 1_000_000;
        expect(valuesOf(metrics, 'projection_lag_seconds')).toEqual([['main', seconds]]);
      }
    }));

  test('is never below nothing, whatever the clock says', () => {
    const metrics = new Metrics(metricTable);
    const lag = new LagGauge({ metrics, projection: 'main', now: () => beganAt - 1 });
    lag.hear(records);
    expect(lag.seconds).toBe(0);
  });
});

test('what a batch is about is counted as found or not among what is kept', () =>
  withStore(async (store) => {
    const metrics = new Metrics(metricTable);
    const whole = await Projector.open({ store, shard: 'main', metrics });
    for (let at = 0; at < records.length; at += 40) await whole.apply(records.slice(at, at + 40));
    const [hits, misses] = [
      valuesOf(metrics, 'cache_hits_total'),
      valuesOf(metrics, 'cache_misses_total'),
    ];
    // A projector that was there from the beginning has every order at hand.
    expect(misses).toContainEqual(['projected orders', 0]);
    expect(hits).toContainEqual(['projected orders', expect.any(Number)]);
    expect(hits).not.toContainEqual(['projected orders', 0]);
    expect(hits).not.toContainEqual(['projected balances', 0]);
    expect(misses).not.toContainEqual(['projected balances', 0]);
  }));
