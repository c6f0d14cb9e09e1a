import { spawn } from 'node:child_process';

/** How a child process came to its end. */
export type ProcessEnd = {
  /** Killed because its time was up, or because the caller stopped waiting. */
  readonly wasStopped: 'timeout' | 'abort' | null;
  readonly code: number | null;
  readonly signal: string | null;
  /** Both outputs together, up to a bound. */
  readonly output: string;
};

/** The bounds of a child process. */
export type ProcessBounds = {
  readonly folder: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** How long it may take from each sign of progress on: a byte written to `PROGRESS_FILE`. Without it none is looked for. */
  readonly stepMs?: number;
};

/** The open file by which a process says that it gets on. */
export const PROGRESS_FILE = 3;

const OUTPUT_BYTES_MAX = 500_000;

/** Runs Node with arguments until it ends or its time is up; never throws for what it does. */
export function runBounded(
  words: readonly string[],
  { folder, timeoutMs, stepMs, signal }: ProcessBounds,
): Promise<ProcessEnd> {
  const child = spawn(process.execPath, [...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', stepMs === undefined ? 'ignore' : 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  const keep = (chunk: Buffer): void => {
    if (bytes < OUTPUT_BYTES_MAX) chunks.push(chunk.subarray(0, OUTPUT_BYTES_MAX - bytes));
    bytes += chunk.length;
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  let wasStopped: ProcessEnd['wasStopped'] = null;
  const stop = (reason: 'timeout' | 'abort'): void => {
    wasStopped ??= reason;
    child.kill('SIGKILL');
  };
  let timer = setTimeout(() => stop('timeout'), timeoutMs);
  child.stdio[PROGRESS_FILE]?.on('data', () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop('timeout'), stepMs);
  });
  const onAbort = (): void => stop('abort');
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return new Promise((resolve) => {
    const end = (code: number | null, killedBy: string | null, more: string): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      const output = Buffer.concat(chunks).toString('utf8') + more;
      resolve({ wasStopped, code, signal: killedBy, output });
    };
    child.once('error', (error) => end(null, null, error.message));
    child.once('close', (code, killedBy) => end(code, killedBy, ''));
  });
}
