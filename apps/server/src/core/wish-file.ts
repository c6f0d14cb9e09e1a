import {
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
  closeSync,
} from 'node:fs';

import { toStrategyId, toTimestamp } from 'argosy/core';
import type { FleetRecords, Wish } from '@argosy/fleet';

import { serverError } from '../errors.ts';

/** What people last wanted of each strategy, in a file that is whole whenever the power goes. */
export class WishFile implements FleetRecords {
  readonly #file: string;
  readonly #wishes = new Map<string, Wish>();

  constructor(file: string) {
    this.#file = file;
  }

  load(): Promise<readonly Wish[]> {
    if (existsSync(this.#file)) {
      const read: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      if (!Array.isArray(read)) throw serverError('START_FAILED', `${this.#file} is no list`);
      for (const wish of read.map(toWish)) this.#wishes.set(wish.strategy, wish);
    }
    return Promise.resolve([...this.#wishes.values()]);
  }

  save(wish: Wish): Promise<void> {
    this.#wishes.set(wish.strategy, wish);
    const draft = `${this.#file}.new`;
    const handle = openSync(draft, 'w', 0o600);
    try {
      writeSync(handle, `${JSON.stringify([...this.#wishes.values()], null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, this.#file);
    return Promise.resolve();
  }
}

function toWish(row: Readonly<Record<string, unknown>>): Wish {
  return {
    strategy: toStrategyId(String(row['strategy'])),
    wanted: row['wanted'] === 'stopped' ? 'stopped' : 'started',
    by: String(row['by']),
    at: toTimestamp(Number(row['at'])),
  };
}
