import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { formatTimestamp, MICROS_PER_DAY, toTimestamp, type Timestamp } from 'argosy/core';

import type { ArgosyCommand } from '../threads/thread-messages.ts';

const run = promisify(execFile);

/** Which tape is put away, by what, and how much of it stays. */
export type TapeToArchive = {
  readonly command: ArgosyCommand;
  /** The data folder. */
  readonly folder: string;
  readonly days: number;
};

/** What a child gets of the environment: nothing of ours. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot'] as const;

/**
 * Packs the segments of the tape that are full into the archive, and deletes there what is too old. In a process of its
 * own: packing takes the processor for seconds.
 */
export async function archiveTape(
  { command: [program, ...words], folder, days }: TapeToArchive,
  now: Timestamp,
  signal: AbortSignal,
): Promise<string> {
  const argosy = async (...given: readonly string[]): Promise<string> => {
    const env = Object.fromEntries(passedOn.map((name) => [name, process.env[name] ?? '']));
    const { stdout } = await run(program, [...words, ...given], { env, signal });
    return stdout.trim().split('\n').join('; ');
  };
  const archive = ['journal', 'archive', join(folder, 'tape'), '--to', join(folder, 'archive')];
  const before = formatTimestamp(toTimestamp(Math.max(0, now - days * MICROS_PER_DAY)));
  const packed = await argosy(...archive);
  const over = ['--before', before, '--delete-tape', '--tape-days', String(days)];
  return `${packed}; ${await argosy(...archive, ...over)}`;
}
