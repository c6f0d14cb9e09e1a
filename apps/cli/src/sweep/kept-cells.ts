import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { ArgosyError } from 'argosy/core';

import { differencesOf, type SweepIdentity } from './sweep-identity.ts';

/** Where the cells of a search are kept, and what search that is. */
export type KeptPlace = {
  readonly folder: string;
  readonly name: string;
  readonly identity: SweepIdentity;
  /** How many cells make a row, which counts as a whole or not at all. */
  readonly width: number;
};

const SCHEMA = 'argosy-kept/1';
const HEAD_BYTES_MAX = 1_000_000;
const LINE_END = 10;
/** Cells are written at most so often, and at most so great a part of the time. */
const EVERY_MS = 5_000;
const SHARE = 0.1;

/**
 * Keeps the cells of a search in a file while threads fill them, so that little is lost whatever ends it. A row
 * that holds NaN has not run, or not to its end.
 */
export class KeptCells {
  readonly #place: KeptPlace;
  readonly #cells: Float64Array;
  readonly #now: () => number;
  #dueAt: number;

  /** `now` tells milliseconds. */
  constructor(place: KeptPlace, cells: Float64Array, now: () => number = () => performance.now()) {
    this.#place = place;
    this.#cells = cells;
    this.#now = now;
    this.#dueAt = now() + EVERY_MS;
  }

  /**
   * Takes what an earlier run of the same search has left into the cells, and says how many rows that were.
   * Refuses what another search has left, and names what is not the same.
   */
  take(): number {
    const { folder, name, width } = this.#place;
    const path = join(folder, name);
    if (!existsSync(path)) return 0;
    const bytes = readFileSync(path);
    const end = bytes.subarray(0, HEAD_BYTES_MAX).indexOf(LINE_END);
    this.#check(path, bytes.subarray(0, Math.max(0, end)).toString());
    const kept = bytes.subarray(end + 1);
    if (kept.length !== this.#cells.byteLength) throw otherSweep(path, 'its size');
    const cells = new Float64Array(this.#cells.length);
    new Uint8Array(cells.buffer).set(kept);
    let rows = 0;
    for (let at = 0; at < cells.length; at += width) {
      const row = cells.subarray(at, at + width);
      if (row.some((cell) => Number.isNaN(cell))) continue;
      this.#cells.set(row, at);
      rows += 1;
    }
    return rows;
  }

  /** Keeps the cells, where it is time. */
  keepInTime(): void {
    if (this.#now() >= this.#dueAt) this.keep();
  }

  /** Keeps the cells, written aside, down to the disk, and renamed: they are whole, or those of before. */
  keep(): void {
    const start = this.#now();
    const { folder, name, identity } = this.#place;
    mkdirSync(folder, { recursive: true });
    const aside = join(folder, `${name}.new`);
    const file = openSync(aside, 'w');
    try {
      writeFileSync(file, `${JSON.stringify({ schema: SCHEMA, identity })}\n`);
      // Not as they stand there: threads go on writing.
      writeFileSync(file, new Uint8Array(this.#cells.slice().buffer));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, join(folder, name));
    const took = this.#now() - start;
    this.#dueAt = this.#now() + Math.max(EVERY_MS, took / SHARE);
  }

  #check(path: string, head: string): void {
    const kept = readHead(head);
    if (kept === null) throw otherSweep(path, 'its form');
    const different = differencesOf(kept, this.#place.identity);
    if (different.length > 0) throw otherSweep(path, different.join(', '));
  }
}

function readHead(text: string): SweepIdentity | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    // What is no JSON is of another program, or of an earlier version of this.
    return null;
  }
  if (typeof found !== 'object' || found === null || !('schema' in found)) return null;
  if (found.schema !== SCHEMA || !('identity' in found)) return null;
  const { identity } = found;
  if (typeof identity !== 'object' || identity === null) return null;
  return Object.fromEntries(Object.entries(identity).map(([key, value]) => [key, String(value)]));
}

function otherSweep(path: string, what: string): ArgosyError {
  const detail = `${path} is of another sweep, not the same are: ${what}; give another --out`;
  return new ArgosyError('BAD_SWEEP', detail);
}
