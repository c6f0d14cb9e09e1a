import { ArgosyError } from 'argosy/core';

import { exitCodes, UsageError } from './words.ts';

/** Runs a command, and ends the process with what it ends with: only a bug has a trace. */
export async function runToEnd(command: () => Promise<number>): Promise<void> {
  // Whoever reads what is printed may have seen enough: `argosy journal tail | head` is no failure.
  process.stdout.on('error', (error: Error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
    process.exit(exitCodes.done);
  });
  try {
    process.exitCode = await command();
  } catch (error) {
    const { text, code } = endOf(error);
    process.stderr.write(`argosy: ${text}\n`);
    process.exitCode = code;
  }
}

/** What a person sees of an error, and how the command ends. */
function endOf(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof UsageError) return { text: error.message, code: exitCodes.misused };
  if (error instanceof ArgosyError) {
    return { text: `${error.code}: ${error.message}`, code: exitCodes.misused };
  }
  if (!(error instanceof Error)) return { text: String(error), code: exitCodes.bug };
  // A path that may not be read or written, a disk that is full: the system says it in a line.
  const isSystem = 'syscall' in error && 'code' in error;
  if (isSystem) return { text: error.message, code: exitCodes.misused };
  return { text: error.stack ?? error.message, code: exitCodes.bug };
}
