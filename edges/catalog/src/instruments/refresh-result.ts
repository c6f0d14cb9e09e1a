import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatDay, parseDay } from 'argosy/core';

import { fileError } from '../errors.ts';
import { putFile } from '../put-file.ts';

/** How the last refresh of a folder ended. */
export type RefreshResult = {
  readonly day: number;
  /** As in the state of the job that ended. */
  readonly phase: string;
  /** Why it took no day; null where it did. */
  readonly reason: string | null;
  /** How many instruments it took; null where it took none. */
  readonly rows: number | null;
  /** Each source, and where its file came from; nothing that could be a secret. */
  readonly from: readonly string[];
};

/** The file beside the days of instruments. */
const NAME = 'refresh.json';
const phases: readonly unknown[] = ['done', 'refused', 'failed', 'stopped'];

/** Writes down how a refresh ended, in the place of the one before. */
export function keepResult(folder: string, result: RefreshResult): void {
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ ...result, day: formatDay(result.day) }, null, 2);
  putFile(join(folder, NAME), `${text}\n`);
}

/** How the last refresh of a folder ended; null where there was none. */
export function loadRefreshResult(folder: string): RefreshResult | null {
  const path = join(folder, NAME);
  if (!existsSync(path)) return null;
  const result = parseResult(readFileSync(path, 'utf8'));
  if (result !== null) return result;
  const fault = { file: path, line: null, field: null, expected: 'how a refresh ended' };
  throw fileError('FILE_UNREADABLE', { ...fault, found: 'something else' });
}

function parseResult(text: string): RefreshResult | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { day, phase, reason, rows, from } = value as Record<string, unknown>;
    const known = parseDay(String(day));
    const isSound =
      phases.includes(phase) &&
      (reason === null || typeof reason === 'string') &&
      (rows === null || Number.isSafeInteger(rows)) &&
      Array.isArray(from);
    if (!known.ok || !isSound) return null;
    return { ...(value as RefreshResult), day: known.value };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
