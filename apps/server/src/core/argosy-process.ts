import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { ArgosyCommand } from '../threads/thread-messages.ts';

const run = promisify(execFile);

/** What a child gets of the environment: nothing of ours. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot'] as const;

/** Runs `argosy` in a process of its own, for what takes the processor for seconds; gives back what it said, in a line. */
export async function runArgosy(
  [program, ...words]: ArgosyCommand,
  given: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const env = Object.fromEntries(passedOn.map((name) => [name, process.env[name] ?? '']));
  const { stdout } = await run(program, [...words, ...given], { env, signal });
  return stdout.trim().split('\n').join('; ');
}
