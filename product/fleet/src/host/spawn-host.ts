import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A host process and the line to it. */
export type HostChild = {
  readonly pid: number | undefined;
  readonly line: Duplex;
  kill(): void;
};

/** What whoever starts a host hears of it. */
export type HostEvents = {
  readonly onData: (piece: Uint8Array) => void;
  /** It has ended; in words, with what it said last. Called once. */
  readonly onEnd: (how: string) => void;
};

const LINE = 3;
const LAST_WORDS_MAX = 4_000;
/** Half of the young, in MB: V8 would let it grow to 32 in each host. More than this saves no processor time. */
const SEMI_SPACE_MB = 4;
const runsFromSource = import.meta.url.endsWith('.ts');

/**
 * Starts a host process. It may read files, as its strategies' imports are; it may write none and start
 * no process; its heap has a cap. It hears and says everything over one socket.
 */
export function spawnHost(memoryMb: number, { onData, onEnd }: HostEvents): HostChild {
  const suffix = runsFromSource ? 'ts' : 'js';
  const child = spawn(
    process.execPath,
    [
      ...(runsFromSource ? ['--conditions=source'] : []),
      '--permission',
      '--allow-fs-read=*',
      `--max-old-space-size=${memoryMb}`,
      `--max-semi-space-size=${SEMI_SPACE_MB}`,
      fileURLToPath(new URL(`./host-process.${suffix}`, import.meta.url)),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], env: bareEnvironment() },
  );
  const line = child.stdio[LINE];
  if (!(line instanceof Duplex)) throw new Error('a host process was given no line');
  let said = '';
  let isOver = false;
  const end = (how: string): void => {
    if (isOver) return;
    isOver = true;
    line.destroy();
    onEnd(said === '' ? how : `${how}: ${said.trim()}`);
  };
  child.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString('utf8')).slice(-LAST_WORDS_MAX);
  });
  line.on('data', onData);
  // What goes wrong on the line of a process that ends is told by its end.
  line.on('error', () => child.kill('SIGKILL'));
  child.once('error', (error) => end(error.message));
  child.once('close', (code, signal) => end(signal ?? `ended with ${code}`));
  return { pid: child.pid, line, kill: () => void child.kill('SIGKILL') };
}

/** Strategies see nothing of what the platform was started with: secrets are in its environment. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { ...(PATH === undefined ? {} : { PATH }), NODE_NO_WARNINGS: '1' };
}
