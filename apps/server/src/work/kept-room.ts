import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';

import { ArgosyError } from 'argosy/core';
import { storageErrors } from '@argosy/storage';

/** Read and written by its owner alone. */
const PRIVATE = 0o600;

/** Whether the disk has refused for want of room, of its own or of what its user may take. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && fullCodes.has(String(error.code));
}

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * A file that is as long from its beginning as it will ever be: what is written into it needs no room of the disk. Behind
 * what it holds are zeros.
 */
export class KeptRoom {
  readonly #handle: number;
  readonly #bytes: number;
  /** What an earlier process has left in it. */
  readonly text: string;
  #used: number;
  #isOpen = true;

  private constructor(file: string, bytes: number) {
    this.text = readFileSync(file, 'utf8').replace(/\0+$/u, '');
    this.#used = Buffer.byteLength(this.text);
    this.#handle = openSync(file, 'r+');
    this.#bytes = bytes;
  }

  /** Opens it, and takes its room where that is not taken yet. */
  static open(file: string, bytes: number): KeptRoom {
    if (!existsSync(file) || statSync(file).size < bytes) fillUp(file, bytes);
    return new KeptRoom(file, bytes);
  }

  /** Adds a text; once it comes back it is on the disk. Refused where no more goes into it. */
  add(text: string): void {
    const bytes = Buffer.from(text);
    if (this.#used + bytes.length > this.#bytes) {
      const detail = 'what was kept free for the audit is used up';
      throw new ArgosyError('DISK_FULL', `${storageErrors.DISK_FULL}: ${detail}`);
    }
    this.#write(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** Leaves nothing in it; it stays as long as it is. */
  clear(): void {
    if (this.#used > 0) this.#write(new Uint8Array(this.#used), 0);
    this.#used = 0;
  }

  /** Safe to call twice. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#handle);
  }

  #write(bytes: Uint8Array, at: number): void {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#handle, bytes, written, bytes.length - written, at + written);
    }
    fsyncSync(this.#handle);
  }
}

/** Zeros behind what is there: a file with holes has no room of its own. */
function fillUp(file: string, bytes: number): void {
  const handle = openSync(file, 'a', PRIVATE);
  try {
    const there = statSync(file).size;
    writeSync(handle, new Uint8Array(bytes - there));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
