import { execFile } from 'node:child_process';

import type { ArgosyCommand } from '../threads/thread-messages.ts';

/** What a child gets of the environment: nothing of ours. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot'] as const;
/** More than this is not read of what it says. */
const SAID_BYTES_MAX = 16 << 20;

/** How a process came to its end, and what it said. */
export type Said = {
  /** Null where it was ended, or never began. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
};

/** Runs `argosy` in a process of its own, and tells what it said, however it ended. */
export function askArgosy(
  [program, ...words]: ArgosyCommand,
  given: readonly string[],
  signal: AbortSignal,
): Promise<Said> {
  const env = Object.fromEntries(passedOn.map((name) => [name, process.env[name] ?? '']));
  const options = { env: { ...env, NODE_NO_WARNINGS: '1' }, signal, maxBuffer: SAID_BYTES_MAX };
  return new Promise((resolve) => {
    execFile(program, [...words, ...given], options, (error, out, err) => {
      if (error === null) resolve({ code: 0, out, err });
      else if (typeof error.code === 'number') resolve({ code: error.code, out, err });
      else resolve({ code: null, out, err: err === '' ? error.message : err });
    });
  });
}

/** Runs `argosy` in a process of its own, for what takes the processor for seconds; gives back what it said, in a line. */
export async function runArgosy(
  command: ArgosyCommand,
  given: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const { code, out, err } = await askArgosy(command, given, signal);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`argosy ${given.join(' ')} ended with ${code}: ${err.trim()}`);
  return out.trim().split('\n').join('; ');
}
