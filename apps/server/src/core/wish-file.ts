import {
  existsSync,
  fstatSync,
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
import { isDiskFull } from '../work/kept-room.ts';

/** So much is taken for what people want of all strategies. */
const ROOM_BYTES = 16 * 1024;

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
    this.#keepRoom();
    return Promise.resolve([...this.#wishes.values()]);
  }

  save(wish: Wish): Promise<void> {
    this.#wishes.set(wish.strategy, wish);
    const text = `${JSON.stringify([...this.#wishes.values()], null, 2)}\n`;
    writeWhole(this.#draft, text);
    renameSync(this.#draft, this.#file);
    this.#keepRoom();
    return Promise.resolve();
  }

  get #draft(): string {
    return `${this.#file}.new`;
  }

  /** The next draft takes its room now: what people want is kept on a full disk too. */
  #keepRoom(): void {
    try {
      if (!existsSync(this.#draft)) writeWhole(this.#draft, '');
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }
}

/** As long as what is there, if that is longer: then it needs no room of the disk. Spaces say nothing in JSON. */
function writeWhole(file: string, text: string): void {
  const handle = openSync(file, existsSync(file) ? 'r+' : 'w', 0o600);
  try {
    const length = Math.max(ROOM_BYTES, fstatSync(handle).size);
    writeSync(handle, text.padEnd(length), 0);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
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
