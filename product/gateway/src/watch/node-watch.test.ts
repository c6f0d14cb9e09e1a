import { toAccountId } from 'argosy/core';
import { aPlatform, type APlatform } from '@argosy/testkit/gateway';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { POINTS_MAX } from './equity-log.ts';
import { NodeWatch } from './node-watch.ts';

let made: APlatform;
let watch: NodeWatch;

beforeEach(async () => {
  made = await aPlatform();
  watch = new NodeWatch(made.platform);
});
afterEach(async () => {
  watch.stop();
  await made.close();
});

test('a look tells what hops took since the last one, and what accounts are worth', async () => {
  const { platform } = made;
  await watch.look();
  platform.metrics
    .histogram('order_placement_duration_seconds')
    .with({ mode: 'paper' })
    .observeMicros(900);
  await watch.look();
  const [row] = watch.latency.of('order').rows;
  expect(row?.counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  const { points } = watch.equity.of(toAccountId('MAIN'), 'INR', platform);
  expect(points).toHaveLength(2);
  expect(points[0]?.equity).toMatch(/^-?\d+\.\d{2}$/u);
});

test('a part that does not answer takes nothing from the other', async () => {
  const { platform } = made;
  const system = { ...platform.system, figures: () => Promise.reject(new Error('away')) };
  watch = new NodeWatch({ ...platform, system });
  await watch.look();
  expect(watch.equity.of(toAccountId('MAIN'), 'INR', platform).points).toHaveLength(1);
});

test('no more points are kept than a day has', async () => {
  const { platform } = made;
  const funds = await platform.desk.funds({ user: 'u-1', accounts: [toAccountId('MAIN')] });
  const now = platform.system.now();
  for (let at = 0; at <= POINTS_MAX; at += 1) {
    watch.equity.take(
      now as Parameters<typeof watch.equity.take>[0],
      { funds, positions: [] },
      platform,
    );
  }
  expect(watch.equity.of(toAccountId('MAIN'), 'INR', platform).points).toHaveLength(POINTS_MAX);
});
