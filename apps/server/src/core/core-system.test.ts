import { toTimestamp, type Timestamp } from 'argosy/core';
import { HealthBook, Metrics, metricTable } from '@argosy/telemetry';
import { expect, test } from 'vitest';

import { CoreSystem } from './core-system.ts';

const SECOND = 1_000_000;

/** A bridge through which a thousand pass each second, looked at as people look at one. */
function aSystem() {
  let clock = 10 * SECOND;
  let lookedAt: number | null = null;
  const figures = (now: Timestamp) => {
    const isFirst = lookedAt === null || lookedAt === now;
    lookedAt = now;
    const stage = { ratePerSecond: isFirst ? 0 : 1_000, p50: 0.001, p99: 0.002 };
    const stages = { feed: stage, decode: stage, queue: stage, drain: stage };
    const counted = { conflated: 4, dropped: 3, missing: 2, duplicates: 1 };
    return { state: 'normal', depth: 0, reports: 0, ...counted, stages } as const;
  };
  const system = new CoreSystem({
    live: {
      get now() {
        return toTimestamp(clock);
      },
    },
    bridge: { figures },
    metrics: new Metrics(metricTable),
    health: new HealthBook(() => toTimestamp(clock)),
    accounts: [],
    others: () => Promise.resolve([]),
    otherParts: () => Promise.resolve([]),
  });
  const rate = async (): Promise<number | undefined> => (await system.pipeline())[0]?.perSecond;
  return { system, rate, pass: (seconds: number) => (clock += seconds * SECOND) };
}

test('who asks first sees what has passed since the beginning', async () => {
  const { rate, pass } = aSystem();
  pass(5);
  expect(await rate()).toBe(1_000);
});

test('who asks right behind somebody else sees what they saw', async () => {
  const { rate, pass } = aSystem();
  pass(5);
  expect([await rate(), await rate()]).toEqual([1_000, 1_000]);
  pass(0.5);
  expect(await rate()).toBe(1_000);
  pass(2);
  expect(await rate()).toBe(1_000);
});

test('what was left out stands at the stage that left it out', async () => {
  const { system, pass } = aSystem();
  pass(5);
  const stages = await system.pipeline();
  expect(
    stages.map(({ stage, dropped, conflated, missing, duplicates }) => {
      return [stage, dropped, conflated, missing, duplicates];
    }),
  ).toEqual([
    ['feed', 0, 0, 2, 1],
    ['decode', 0, 0, 0, 0],
    ['queue', 3, 4, 0, 0],
    ['machines', 0, 0, 0, 0],
  ]);
});
