import { join } from 'node:path';

import { formatTimestamp, MICROS_PER_DAY, toTimestamp, type Timestamp } from 'argosy/core';

import type { ArgosyCommand } from '../threads/thread-messages.ts';
import { runArgosy } from './argosy-process.ts';

/** Which tape is put away, by what, and how much of it stays. */
export type TapeToArchive = {
  readonly command: ArgosyCommand;
  /** The data folder. */
  readonly folder: string;
  readonly days: number;
};

/** Packs the segments of the tape that are full into the archive, and deletes there what is too old. */
export async function archiveTape(
  { command, folder, days }: TapeToArchive,
  now: Timestamp,
  signal: AbortSignal,
): Promise<string> {
  const archive = ['journal', 'archive', join(folder, 'tape'), '--to', join(folder, 'archive')];
  const before = formatTimestamp(toTimestamp(Math.max(0, now - days * MICROS_PER_DAY)));
  const packed = await runArgosy(command, archive, signal);
  const over = ['--before', before, '--delete-tape', '--tape-days', String(days)];
  return `${packed}; ${await runArgosy(command, [...archive, ...over], signal)}`;
}
