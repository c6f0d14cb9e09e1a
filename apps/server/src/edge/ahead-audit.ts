import { constants, existsSync, readFileSync, write } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

import { ArgosyError } from 'argosy/core';
import type { AheadPlace, AuditAhead, SpareAudit } from '@argosy/gateway';
import { storageErrors, type AuditEntry } from '@argosy/storage';

/** Either half of the file takes so much; one is written while the audit takes in what the other has. */
const HALF_BYTES = 512 * 1024;
const HALVES = [0, 1] as const;
/** Written at once: what came while the ones before were written. */
const BATCH_MAX = 500;
/** Read and written by its owner alone. */
const PRIVATE = 0o600;
/** On Linux a write that comes back is safe: a sync of its own would be one more turn of the thread pool. */
const syncsWrites = process.platform === 'linux';
const OPEN_FLAGS = constants.O_WRONLY | (syncsWrites ? constants.O_DSYNC : 0);

type Half = { used: number; held: number };
type Waiting = {
  readonly line: string;
  readonly resolve: (place: AheadPlace) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Entries of the audit on the disk before the records have them, so that what is asked need not wait for these: a line
 * each behind its checksum, in a file that is as long from its beginning as it will ever be. What a process leaves in it
 * is handed over by the next one; the audit takes in only what it has not got.
 */
export class AheadAudit implements AuditAhead {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #halves: readonly [Half, Half] = [
    { used: 0, held: 0 },
    { used: 0, held: 0 },
  ];
  #half: (typeof HALVES)[number] = 0;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;

  private constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  /** Opens it, once what another process has left in it is kept elsewhere. */
  static async open(file: string, spare: SpareAudit): Promise<AheadAudit> {
    const left = readAhead(file);
    if (left.length > 0) await spare.keep(left);
    await makeEmpty(file);
    return new AheadAudit(file, await open(file, OPEN_FLAGS));
  }

  /** Keeps an entry; once it answers it is on the disk. */
  keep(entry: AuditEntry): Promise<AheadPlace> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: lineOf(entry), resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** The audit has the entry: its room may be used again. */
  forget(place: AheadPlace): void {
    this.#halves[place].held -= 1;
  }

  /** Ends it; the file stays only if there is something in it that the audit has not got. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle.close();
    if (this.#halves.every(({ held }) => held === 0)) await rm(this.#file, { force: true });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeSome(this.#waiting.splice(0, BATCH_MAX));
    this.#writing = null;
  }

  async #writeSome(batch: readonly Waiting[]): Promise<void> {
    try {
      // What stood there before may end in the middle of a line.
      const bytes = Buffer.from(`\n${batch.map(({ line }) => line).join('\n')}\n`);
      const place = this.#placeFor(bytes.length);
      const half = this.#halves[place];
      const at = place * HALF_BYTES + half.used;
      half.used += bytes.length;
      half.held += batch.length;
      await this.#write(bytes, at).catch((error: unknown) => {
        half.held -= batch.length;
        throw error;
      });
      for (const { resolve } of batch) resolve(place);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async #write(bytes: Uint8Array, at: number): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const count = await writeSome(this.#handle.fd, bytes.subarray(written), at + written);
      if (count === 0) throw new Error(`nothing could be written to ${this.#file}`);
      written += count;
    }
    if (!syncsWrites) await this.#handle.datasync();
  }

  /** Where there is room: in this half, or from the beginning of the other once the audit has all of it. */
  #placeFor(bytes: number): AheadPlace {
    if (this.#halves[this.#half].used + bytes <= HALF_BYTES) return this.#half;
    const other = this.#half === 0 ? 1 : 0;
    if (this.#halves[other].held > 0 || bytes > HALF_BYTES) {
      const detail = 'what is ahead of the audit has no more room';
      throw new ArgosyError('OVERLOADED', `${storageErrors.OVERLOADED}: ${detail}`);
    }
    this.#half = other;
    this.#halves[other].used = 0;
    return other;
  }
}

/** As the handle's own does, with a third of what that makes on its way. */
function writeSome(handle: number, bytes: Uint8Array, at: number): Promise<number> {
  return new Promise((resolve, reject) => {
    write(handle, bytes, 0, bytes.length, at, (error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

function lineOf(entry: AuditEntry): string {
  const text = JSON.stringify(entry);
  return `${crc32(text).toString(16)} ${text}`;
}

/** What a file has of whole lines, in the order in which it happened; some of it the audit has. */
export function readAhead(file: string): readonly AuditEntry[] {
  if (!existsSync(file)) return [];
  const found = readFileSync(file, 'utf8').split('\n').flatMap(entryOf);
  return found.sort((one, other) => one.at - other.at);
}

/** Nobody was told of a line that is not whole. */
function entryOf(line: string): readonly AuditEntry[] {
  const end = line.indexOf(' ');
  const text = line.slice(end + 1);
  const isWhole = end > 0 && line.slice(0, end) === crc32(text).toString(16);
  // This file has written it: the checksum says so.
  return isWhole ? [JSON.parse(text) as AuditEntry] : [];
}

async function makeEmpty(file: string): Promise<void> {
  const next = await open(`${file}.next`, 'w', PRIVATE);
  await next.write(new Uint8Array(HALVES.length * HALF_BYTES));
  await next.sync();
  await next.close();
  await rename(`${file}.next`, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync();
  await folder.close();
}
