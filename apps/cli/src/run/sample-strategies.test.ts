import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { proveBacktest } from 'argosy/backtest';
import { toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import { openRun } from './open-run.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));

/** The first five of its years, so that a busy machine has time for it. */
const until = toTimestamp(Date.UTC(2004, 0, 1) * 1000);

test.each(['sp500.yaml', 'rsi-breakout.yaml', 'bollinger-bounce.yaml'])(
  '%s depends on its data alone, and on none of the future',
  async (name) => {
    const { config } = await openRun(join(examples, name), {});
    const { findings, result } = proveBacktest(
      { ...config, until },
      { truncations: 4, permutations: 1 },
    );
    expect(findings).toEqual([]);
    expect(result.counts.fills).toBeGreaterThan(10);
  },
);
