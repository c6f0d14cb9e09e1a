import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ArgosyError } from 'argosy/core';
import type { BarColumns, TrialTable } from 'argosy/vector';

/** The name of the file that a sweep goes on from. */
const NAME = 'trials.bin';
const HASH_BYTES = 32;

/** What makes two sweeps the same one: their files, and their bars. */
export function identityOf(files: readonly string[], bars: BarColumns): Buffer {
  const hash = createHash('sha256');
  for (const file of files) {
    const text = readFileSync(file);
    hash.update(`${text.length} `).update(text);
  }
  for (const column of [bars.opensAt, bars.open, bars.high, bars.low, bars.close, bars.volume]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest();
}

/**
 * Takes what an earlier run of the same sweep has left in a folder into the table, and says how many
 * trials that were. Refuses what another sweep has left.
 */
export function takeKept(folder: string, identity: Buffer, table: TrialTable): number {
  const path = join(folder, NAME);
  if (!existsSync(path)) return 0;
  const bytes = readFileSync(path);
  const isSame = bytes.subarray(0, HASH_BYTES).equals(identity);
  if (!isSame || bytes.length !== HASH_BYTES + table.cells.byteLength) {
    throw new ArgosyError('BAD_SWEEP', `${path} is of another sweep: give another --out`);
  }
  const cells = new Float64Array(table.cells.length);
  new Uint8Array(cells.buffer).set(bytes.subarray(HASH_BYTES));
  table.take(0, cells);
  return table.done;
}

/** Keeps the table in a folder, written aside and renamed: it is whole, or that of before. */
export function keepTrials(folder: string, identity: Buffer, { cells }: TrialTable): void {
  mkdirSync(folder, { recursive: true });
  const aside = join(folder, `${NAME}.new`);
  const bytes = new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength);
  writeFileSync(aside, Buffer.concat([identity, bytes]));
  renameSync(aside, join(folder, NAME));
}
