import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { toStrategyId, toTimestamp, type StrategyId } from 'argosy/core';
import type { KeptState, StateRecords } from '@argosy/fleet';

import { serverError } from '../errors.ts';

/** What a strategy keeps has to be read at every start: more of it is a mistake. */
const STATE_BYTES_MAX = 16 * 1024 * 1024;
const SUFFIX = '.json';

/**
 * What strategies keep, in a file for each that is whole whenever the power goes. Whoever wants one to begin anew
 * deletes its file while the node is stopped.
 *
 * @example
 * const states = new StateFiles(join(data, 'states'));
 * await states.save([{ strategy, readTo: 42, at, state: { seen: 7 } }]);
 */
export class StateFiles implements StateRecords {
  readonly #folder: string;
  readonly #bytesMax: number;
  /** What waits to be written, the newest of each strategy. */
  readonly #waiting = new Map<StrategyId, string>();
  #writing: Promise<void> | null = null;

  constructor(folder: string, bytesMax: number = STATE_BYTES_MAX) {
    this.#folder = folder;
    this.#bytesMax = bytesMax;
  }

  load(): Promise<readonly KeptState[]> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const files = readdirSync(this.#folder).filter((name) => name.endsWith(SUFFIX));
    return Promise.resolve(files.map((name) => readState(join(this.#folder, name))));
  }

  async save(states: readonly KeptState[]): Promise<void> {
    const tooLarge: string[] = [];
    for (const kept of states) {
      const text = `${JSON.stringify(kept)}\n`;
      if (text.length > this.#bytesMax)
        tooLarge.push(`${kept.strategy} keeps ${text.length} bytes`);
      else this.#waiting.set(kept.strategy, text);
    }
    this.#writing ??= this.#writeAll();
    await this.#writing;
    if (tooLarge.length === 0) return;
    throw serverError('STATE_TOO_LARGE', `${tooLarge.join(', ')}; at most ${this.#bytesMax}`);
  }

  async #writeAll(): Promise<void> {
    try {
      for (let next = this.#next(); next !== null; next = this.#next()) {
        const path = join(this.#folder, `${encodeURIComponent(next.strategy)}${SUFFIX}`);
        await writeWhole(path, next.text);
      }
    } finally {
      this.#writing = null;
    }
  }

  #next(): { readonly strategy: StrategyId; readonly text: string } | null {
    for (const [strategy, text] of this.#waiting) {
      this.#waiting.delete(strategy);
      return { strategy, text };
    }
    return null;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(draft, path);
}

function readState(path: string): KeptState {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
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
  };
}
