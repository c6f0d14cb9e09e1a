import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a run is run. */
export type RunBounds = {
  /** What stands before the words of a run: node, its options, and the file of `argosy`. */
  readonly command: readonly [program: string, ...words: string[]];
  readonly memoryMb: number;
  readonly timeLimitMillis: number;
};

/** The run file, where its results go, and where the names in it start from. */
export type RunPlaces = { readonly file: string; readonly out: string; readonly base: string };

/** How a run came to its end. */
export type RunEnd = {
  readonly how: 'done' | 'failed' | 'cancelled';
  /** What it said last, or why it could not go on. */
  readonly reason: string | null;
};

/** A run that goes on. */
export type RunProcess = {
  readonly end: Promise<RunEnd>;
  /** Asks it to end, and makes it where it does not. */
  readonly cancel: () => void;
};

const LINES_MAX = 40;
const LINE_LENGTH_MAX = 2_000;
const KILL_MILLIS = 5_000;
const HUNDRED = 100;
/** What a child gets of the environment: nothing of ours, least of all a secret. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot'] as const;

/** Runs a run file in a process of its own, with bounds on its time and memory. */
export function runInProcess(
  bounds: RunBounds,
  { file, out, base }: RunPlaces,
  onProgress: (share: number) => void,
): RunProcess {
  const [program, ...words] = bounds.command;
  const results = ['--out', out, '--report', join(out, 'sheet.html')];
  const run = ['backtest', file, ...results, '--base', base, '--progress'];
  const child = spawn(program, [`--max-old-space-size=${bounds.memoryMb}`, ...words, ...run], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: passedEnvironment(),
  });
  const lines = new LastLines((line) => {
    const share = /^progress (\d{1,3})$/u.exec(line)?.[1];
    if (share === undefined) return false;
    onProgress(Number(share) / HUNDRED);
    return true;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => lines.add(text));
  }
  let asked: 'cancelled' | 'late' | null = null;
  let killing: NodeJS.Timeout | null = null;
  const end = (why: 'cancelled' | 'late'): void => {
    if (asked !== null) return;
    asked = why;
    child.kill('SIGTERM');
    killing = setTimeout(() => child.kill('SIGKILL'), KILL_MILLIS);
  };
  const timer = setTimeout(() => end('late'), bounds.timeLimitMillis);
  const ended = new Promise<RunEnd>((resolve) => {
    const settle = (code: number | null, error: string | null): void => {
      clearTimeout(timer);
      if (killing !== null) clearTimeout(killing);
      resolve(endOf({ code, asked, error, said: lines.text, bounds }));
    };
    child.once('error', (error) => settle(null, error.message));
    child.once('close', (code) => settle(code, null));
  });
  return { end: ended, cancel: () => end('cancelled') };
}

type Ended = {
  readonly code: number | null;
  readonly asked: 'cancelled' | 'late' | null;
  readonly error: string | null;
  readonly said: string;
  readonly bounds: RunBounds;
};

function endOf({ code, asked, error, said, bounds }: Ended): RunEnd {
  if (asked === 'cancelled') return { how: 'cancelled', reason: null };
  if (asked === 'late') {
    return { how: 'failed', reason: `it took longer than ${bounds.timeLimitMillis / 60_000} min` };
  }
  if (code === 0) return { how: 'done', reason: null };
  if (/heap out of memory|allocation failed/iu.test(said)) {
    return { how: 'failed', reason: `it needed more than ${bounds.memoryMb} MB` };
  }
  return { how: 'failed', reason: error ?? (said === '' ? `it ended with ${code}` : said) };
}

function passedEnvironment(): Record<string, string> {
  const given = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(given), NODE_NO_WARNINGS: '1' };
}

/** The last lines of what a process says, each at most so long; some are taken away as they come. */
class LastLines {
  readonly #takes: (line: string) => boolean;
  #lines: string[] = [];
  #rest = '';

  constructor(takes: (line: string) => boolean) {
    this.#takes = takes;
  }

  get text(): string {
    return [...this.#lines, this.#rest].join('\n').trim();
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LINE_LENGTH_MAX);
    const kept = lines
      .filter((line) => !this.#takes(line))
      .map((one) => one.slice(0, LINE_LENGTH_MAX));
    this.#lines = [...this.#lines, ...kept].slice(-LINES_MAX);
  }
}
