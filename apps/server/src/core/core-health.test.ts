import { expect, test } from 'vitest';

import { diskHealth } from './core-health.ts';

const BLOCK = 4_096;

test.each([
  [0, 'down', 'it is full: what adds risk is refused until there is room, 0 MiB are free'],
  [255, 'down', 'it is full: what adds risk is refused until there is room, 0 MiB are free'],
  [256, 'degraded', 'it is nearly full, 1 MiB are free'],
  [16_383, 'degraded', 'it is nearly full, 63 MiB are free'],
  [16_384, 'up', null],
])('a disk with %i blocks of 4 KiB left is %s', (bavail, state, reason) => {
  expect(diskHealth({ bavail, bsize: BLOCK })).toEqual({ state, reason });
});
