import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { toStrategyId, toTimestamp, type StrategyId } from 'argosy/core';
import type { KeptState, StateRecords } from '@argosy/fleet';

import { serverError } from '../errors.ts';

/** What a strategy keeps has to be read at every start: more of it is a mistake. */
const STATE_BYTES_MAX = 16 * 1024 * 1024;
/** A file that is longer is cut to its last lines, which are more than any loss of the journal can reach behind. */
const FILE_BYTES_MAX = 4 * 1024 * 1024;
const SUFFIX = '.json';
const sync = promisify(fdatasync);

/**
 * What strategies keep, in a file for each: a state in a line, the newest last. A line that was under way when all ended
 * is left out. Whoever wants one to begin anew deletes its file while the node is stopped.
 *
 * @example
 * const states = new StateFiles(join(data, 'states'));
 * await states.save([{ strategy, readTo: 42, at, state: { seen: 7 }, heard, held, sent, from }]);
 */
export class StateFiles implements StateRecords {
  readonly #folder: string;
  readonly #bytesMax: number;
  readonly #files = new Map<StrategyId, number>();

  constructor(folder: string, bytesMax: number = STATE_BYTES_MAX) {
    this.#folder = folder;
    this.#bytesMax = bytesMax;
  }

  load(): Promise<readonly KeptState[]> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const files = readdirSync(this.#folder).filter((name) => name.endsWith(SUFFIX));
    return Promise.resolve(files.flatMap((name) => readStates(join(this.#folder, name))));
  }

  async save(states: readonly KeptState[]): Promise<void> {
    const tooLarge: string[] = [];
    const written: number[] = [];
    for (const kept of states) {
      const text = `${JSON.stringify(kept)}\n`;
      if (text.length > this.#bytesMax)
        tooLarge.push(`${kept.strategy} keeps ${text.length} bytes`);
      else written.push(this.#append(kept.strategy, text));
    }
    await Promise.all(written.map((file) => sync(file)));
    if (tooLarge.length === 0) return;
    throw serverError('STATE_TOO_LARGE', `${tooLarge.join(', ')}; at most ${this.#bytesMax}`);
  }

  /** Written at once: what a kill leaves is as new as can be. */
  #append(strategy: StrategyId, text: string): number {
    const path = join(this.#folder, `${encodeURIComponent(strategy)}${SUFFIX}`);
    const open = this.#files.get(strategy) ?? openSync(path, 'a', 0o600);
    writeSync(open, text);
    const isLong = fstatSync(open).size > Math.max(FILE_BYTES_MAX, 4 * text.length);
    const file = isLong ? shorten(path, open, text) : open;
    this.#files.set(strategy, file);
    return file;
  }
}

/** Leaves the last quarter of a file; one is there, whole, whenever the power goes. */
function shorten(path: string, open: number, newest: string): number {
  const text = readFileSync(path, 'utf8');
  const begin = text.indexOf('\n', Math.floor(text.length * 0.75)) + 1;
  const rest = text.slice(begin);
  const draft = openSync(`${path}.new`, 'w', 0o600);
  writeSync(draft, rest === '' ? newest : rest);
  fsyncSync(draft);
  closeSync(draft);
  renameSync(`${path}.new`, path);
  closeSync(open);
  return openSync(path, 'a', 0o600);
}

function readStates(path: string): readonly KeptState[] {
  const text = readFileSync(path, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  // What comes next begins a line.
  if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)));
  const whole = text.slice(0, end).split('\n').slice(0, -1);
  return whole.map((line) => readState(path, line));
}

function readState(path: string, line: string): KeptState {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch (error) {
    throw serverError('START_FAILED', `${path}: ${error instanceof Error ? error.message : error}`);
  }
  const row = new Map<string, unknown>(Object.entries(read ?? {}));
  const [strategy, readTo, at] = ['strategy', 'readTo', 'at'].map((name) => row.get(name));
  const isKept = typeof strategy === 'string' && Number.isSafeInteger(readTo) && row.has('state');
  if (!isKept) throw serverError('START_FAILED', `${path} is no state of a strategy`);
  return {
    strategy: toStrategyId(strategy),
    readTo: Number(readTo),
    at: toTimestamp(Number(at)),
    state: row.get('state'),
    ...knownOf(row),
  };
}

type Known = Pick<KeptState, 'heard' | 'held' | 'sent' | 'from' | 'fromEvent'>;

/** What it knew by then; of states that were kept before anybody noted that, nothing. */
function knownOf(row: ReadonlyMap<string, unknown>): Known {
  const [heard, held, sent, from] = ['heard', 'held', 'sent', 'from'].map((name) => row.get(name));
  const isNoted = Array.isArray(held) && Array.isArray(sent) && Number.isSafeInteger(from);
  const fromEvent = row.get('fromEvent') ?? null;
  if (!isNoted)
    return { heard: null, held: [], sent: [], from: Number.MAX_SAFE_INTEGER, fromEvent: null };
  // It is what this file has written: nobody else does.
  return { heard, held, sent, from, fromEvent } as Known;
}
