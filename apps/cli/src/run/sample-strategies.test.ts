import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { proveBacktest } from 'argosy/backtest';
import { toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import { openRun } from './open-run.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));

/** The first five of its years, so that a busy machine has time for it. */
const until = toTimestamp(Date.UTC(2004, 0, 1) * 1000);

const runs = [
  ['sp500.yaml', { until }],
  ['rsi-breakout.yaml', { until }],
  ['bollinger-bounce.yaml', { until }],
  ['macd-trend.yaml', { until }],
  ['turtle.yaml', { until }],
  ['pairs.yaml', {}],
  ['opening-range.yaml', {}],
  ['vwap-reversion.yaml', {}],
  ['grid.yaml', {}],
  ['momentum-rotation.yaml', {}],
  ['delta-hedged-straddle.yaml', {}],
] as const;

test.each(runs)('%s depends on its data alone, and on none of the future', async (name, period) => {
  const { config } = await openRun(join(examples, name), {});
  const { findings, result } = proveBacktest(
    { ...config, ...period },
    { truncations: 4, permutations: 1 },
  );
  expect(findings).toEqual([]);
  expect(result.counts.fills).toBeGreaterThan(10);
  expect(result.faults).toEqual([]);
});
