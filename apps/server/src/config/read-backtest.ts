import { resolve } from 'node:path';

import { MICROS_PER_MINUTE, toMicros } from 'argosy/core';

import { toPath } from './config-paths.ts';
import type { BacktestsConfig } from './server-config.ts';
import type { Settings } from './settings.ts';

/** Where the paths of this file start from. */
export type BacktestBases = { readonly base: string; readonly data: string };

/** Reads `backtest.yaml`. Results go into the node's data, files that runs name start from `base`. */
export function readBacktest(settings: Settings, { base, data }: BacktestBases): BacktestsConfig {
  const minutes = settings.whole('timeLimitMinutes', { otherwise: 30, least: 1, most: 10_080 });
  const config: BacktestsConfig = {
    folder: resolve(data, settings.made('folder', 'backtests', toPath)),
    files: resolve(base, settings.made('files', 'examples', toPath)),
    concurrency: settings.whole('concurrency', { otherwise: 1, least: 1, most: 64 }),
    queueMax: settings.whole('queueMax', { otherwise: 100, least: 1, most: 10_000 }),
    memoryMb: settings.whole('memoryMb', { otherwise: 1024, least: 128, most: 65_536 }),
    timeLimit: toMicros(minutes * MICROS_PER_MINUTE),
  };
  settings.finish();
  return config;
}
