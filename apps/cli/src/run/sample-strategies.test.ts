import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { proveBacktest } from 'argosy/backtest';
import { expect, test } from 'vitest';

import { openRun } from './open-run.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));

test.each(['rsi-breakout.yaml', 'bollinger-bounce.yaml'])(
  '%s depends on its data alone, and on none of the future',
  async (name) => {
    const { config } = await openRun(join(examples, name), {});
    const { findings, result } = proveBacktest(config, { truncations: 4, permutations: 1 });
    expect(findings).toEqual([]);
    expect(result.counts.fills).toBeGreaterThan(100);
  },
);
