import { join } from 'node:path';

import {
  assert,
  formatTimestamp,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  type Micros,
  type Timestamp,
} from 'argosy/core';

import { requireWhole, telemetryError } from '../errors.ts';
import type { LogFile, LogFiles } from './log-files.ts';

/** How files are kept. */
export type RotationOptions = {
  readonly folder: string;
  /** The file under way is `<name>.log`, a full one `<name>-<time>-<count>.log`. */
  readonly name: string;
  readonly files: LogFiles;
  /** A file that would grow larger is put aside: 64 MiB unless told. */
  readonly fileBytesMax?: number;
  /** A file that is older is put aside: a day unless told. */
  readonly fileAgeMax?: Micros | number;
  /** How many full files stay: 10 unless told; the oldest are deleted. */
  readonly filesMax?: number;
  /** Hears where a file could not be put aside: it is written on, and tried again a minute later. */
  readonly onFault: (reason: string) => void;
};

const FILE_BYTES_MAX = 67_108_864;
const FILES_MAX = 10;
const COUNT_DIGITS = 4;
const RETRY_AFTER = MICROS_PER_MINUTE;
const LINE_END = new Uint8Array([10]);

/**
 * One log file after the other, a bounded number of them. One writer: each thread has a name of its own. While a
 * write is under way its file is neither renamed nor closed, since its handle could be another file's by then.
 */
export class RotatingFile {
  readonly #options: RotationOptions;
  readonly #fileBytesMax: number;
  readonly #fileAgeMax: number;
  readonly #filesMax: number;
  #file: LogFile;
  #size: number;
  #bornAt: number;
  #underWay: { readonly bytes: Uint8Array; readonly at: number } | null = null;
  #isClosed = false;
  #rotations = 0;
  #retryAt = Number.NEGATIVE_INFINITY;

  constructor(options: RotationOptions) {
    const { folder, name, files } = options;
    const { fileBytesMax = FILE_BYTES_MAX, fileAgeMax = MICROS_PER_DAY } = options;
    if (!/^[\w][\w.-]{0,99}$/u.test(name)) {
      throw telemetryError('BAD_OPTION', `name is ${JSON.stringify(name)}, expected a file's name`);
    }
    this.#options = options;
    this.#fileBytesMax = requireWhole('fileBytesMax', fileBytesMax, 1);
    this.#fileAgeMax = requireWhole('fileAgeMax', fileAgeMax, 1);
    this.#filesMax = requireWhole('filesMax', options.filesMax ?? FILES_MAX, 0);
    files.makeFolder(folder);
    this.#file = files.open(this.#path());
    this.#size = this.#file.size;
    this.#bornAt = this.#file.bornAtMs * 1000;
    if (!this.#file.endsLine) this.writeNow(LINE_END);
  }

  /** Writes behind what is there; the file is put aside before that where it is due. One write at a time. */
  write(bytes: Uint8Array, now: Timestamp, done: (error: Error | null) => void): void {
    assert(this.#underWay === null, 'a second write of a log beside the first');
    assert(!this.#isClosed, 'a write to a closed log');
    if (this.#isDue(bytes.length, now)) this.#tryRotate(now);
    const at = this.#size;
    this.#size += bytes.length;
    this.#underWay = { bytes, at };
    this.#file.write(bytes, at, (error) => {
      this.#underWay = null;
      if (this.#isClosed) this.#file.close();
      done(error);
    });
  }

  /** Writes at once what is under way, to the place where it belongs. */
  rewrite(): void {
    if (this.#underWay !== null) this.#file.writeNow(this.#underWay.bytes, this.#underWay.at);
  }

  /** Writes at once behind what is there. */
  writeNow(bytes: Uint8Array): void {
    const at = this.#size;
    this.#size += bytes.length;
    this.#file.writeNow(bytes, at);
  }

  /** Gives the file back, as soon as nothing is under way. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#underWay === null) this.#file.close();
  }

  #isDue(more: number, now: number): boolean {
    if (this.#size === 0 || now < this.#retryAt) return false;
    return this.#size + more > this.#fileBytesMax || now - this.#bornAt > this.#fileAgeMax;
  }

  #tryRotate(now: Timestamp): void {
    try {
      this.#rotate(now);
      this.#removeOld();
    } catch (error) {
      this.#retryAt = now + RETRY_AFTER;
      this.#options.onFault(error instanceof Error ? error.message : String(error));
    }
  }

  /** The old file is given back last: as long as anything fails it is written on, whatever its name is by then. */
  #rotate(now: Timestamp): void {
    const { folder, files, name } = this.#options;
    const isThere = files.list(folder).includes(`${name}.log`);
    if (isThere) files.rename(this.#path(), join(folder, this.#fullName(now)));
    const before = this.#file;
    this.#file = files.open(this.#path());
    this.#size = this.#file.size;
    this.#bornAt = now;
    before.close();
  }

  #removeOld(): void {
    const { folder, files } = this.#options;
    const full = files.list(folder).filter((name) => this.#isFull(name));
    const old = full.sort().slice(0, Math.max(0, full.length - this.#filesMax));
    for (const name of old) files.remove(join(folder, name));
  }

  /** Sorts by time; the count tells files of one second apart. */
  #fullName(now: Timestamp): string {
    const { name } = this.#options;
    const time = formatTimestamp(now).slice(0, 19).replaceAll(/[-:]/g, '');
    this.#rotations += 1;
    const count = String(this.#rotations % 10 ** COUNT_DIGITS).padStart(COUNT_DIGITS, '0');
    return `${name}-${time}-${count}.log`;
  }

  #isFull(found: string): boolean {
    const { name } = this.#options;
    if (!found.startsWith(`${name}-`)) return false;
    return /^\d{8}T\d{6}-\d{4}\.log$/u.test(found.slice(name.length + 1));
  }

  #path(): string {
    return join(this.#options.folder, `${this.#options.name}.log`);
  }
}
