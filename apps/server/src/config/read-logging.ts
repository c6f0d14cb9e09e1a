import { resolve } from 'node:path';

import { logLevels } from '@argosy/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, toMicros } from 'argosy/core';

import { toPath } from './config-paths.ts';
import type { LoggingConfig } from './server-config.ts';
import type { Settings } from './settings.ts';

const BYTES_PER_MEGABYTE = 1_048_576;

/** Reads `logging.yaml`. The folder of files starts from the node's data. */
export function readLogging(settings: Settings, data: string): LoggingConfig {
  const level = settings.word('level', 'info', logLevels);
  const file = settings.section('file');
  const config: LoggingConfig = {
    level,
    console: settings.word('console', 'plain', ['plain', 'json', 'none']),
    file: {
      isOn: file.flag('on', true),
      level: file.word('level', 'info', logLevels),
      folder: resolve(data, file.made('folder', 'logs', toPath)),
      bytesMax:
        file.whole('megabytes', { otherwise: 64, least: 1, most: 4096 }) * BYTES_PER_MEGABYTE,
      ageMax: toMicros(
        file.whole('hours', { otherwise: 24, least: 1, most: 8784 }) * MICROS_PER_HOUR,
      ),
      filesMax: file.whole('files', { otherwise: 10, least: 1, most: 10_000 }),
    },
    retention: toMicros(
      settings.whole('retentionDays', { otherwise: 30, least: 1, most: 3660 }) * MICROS_PER_DAY,
    ),
  };
  file.finish();
  settings.finish();
  return config;
}
