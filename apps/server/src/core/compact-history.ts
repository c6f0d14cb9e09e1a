import { existsSync } from 'node:fs';

import type { ArgosyCommand } from '../threads/thread-messages.ts';
import { runArgosy } from './argosy-process.ts';

/** Puts the small files of history together, so that a day is in one, and removes what nobody names any more. */
export async function compactHistory(
  command: ArgosyCommand,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  if (!existsSync(folder)) return `there is no history in ${folder}`;
  return runArgosy(command, ['data', 'compact', '--history', folder], signal);
}
