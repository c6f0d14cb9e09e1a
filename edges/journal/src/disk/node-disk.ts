import {
  closeSync,
  constants,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  write,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import type { Disk, DiskFile, Done } from './disk.ts';

/** The machine's own disk. */
export const nodeDisk: Disk = {
  makeFolder: (path) => {
    mkdirSync(path, { recursive: true });
  },
  list: (folder) => readdirSync(folder).sort(),
  create: (path) => new NodeFile(path, 'wx+'),
  open: (path) => new NodeFile(path, 'r+'),
  readAll: (path) => {
    try {
      return readFileSync(path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  },
  replace: (path, bytes) => {
    const beside = `${path}.new`;
    const handle = openSync(beside, 'w');
    try {
      writeFileSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, path);
    syncFolder(dirname(path));
  },
  exists: existsSync,
  rename: renameSync,
  remove: (path) => {
    rmSync(path);
  },
  syncFolder,
};

function syncFolder(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Whether a write can come back once it is safe: on Linux `O_DSYNC` is a write with the `fdatasync` behind it in one turn of
 * the thread pool. Elsewhere it is less than that, or not there.
 */
const syncsWrites = process.platform === 'linux';

class NodeFile implements DiskFile {
  readonly path: string;
  readonly #handle: number;
  /** The same file, each write to which is safe once it is done; null of one that was there before, and elsewhere. */
  readonly #safeHandle: number | null;

  constructor(path: string, flags: 'wx+' | 'r+') {
    this.path = path;
    this.#handle = openSync(path, flags);
    // Now, for it may be called otherwise later.
    this.#safeHandle = syncsWrites && flags === 'wx+' ? this.#openSafe() : null;
  }

  size(): number {
    return fstatSync(this.#handle).size;
  }

  read(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.#handle, bytes, done, length - done, at + done);
      if (count === 0) return bytes.subarray(0, done);
      done += count;
    }
    return bytes;
  }

  write(bytes: Uint8Array, at: number, done: Done): void {
    this.#write(this.#handle, bytes, at, done);
  }

  writeSafe(bytes: Uint8Array, at: number, done: Done): void {
    if (this.#safeHandle !== null) {
      this.#write(this.#safeHandle, bytes, at, done);
      return;
    }
    this.write(bytes, at, (error) => {
      if (error === null) this.sync(done);
      else done(error);
    });
  }

  writeNow(bytes: Uint8Array, at: number): void {
    let done = 0;
    while (done < bytes.length)
      done += writeSync(this.#handle, bytes, done, bytes.length - done, at + done);
  }

  sync(done: Done): void {
    fdatasync(this.#handle, done);
  }

  syncNow(): void {
    fdatasyncSync(this.#handle);
  }

  cut(size: number): void {
    ftruncateSync(this.#handle, size);
    fdatasyncSync(this.#handle);
  }

  close(): void {
    closeSync(this.#handle);
    if (this.#safeHandle !== null) closeSync(this.#safeHandle);
  }

  #openSafe(): number {
    try {
      return openSync(this.path, constants.O_WRONLY | constants.O_DSYNC);
    } catch (error) {
      closeSync(this.#handle);
      throw error;
    }
  }

  #write(handle: number, bytes: Uint8Array, at: number, done: Done): void {
    write(handle, bytes, 0, bytes.length, at, (error, count) => {
      if (error !== null) done(error);
      else if (count === 0) done(new Error(`nothing could be written to ${this.path} at ${at}`));
      else if (count < bytes.length) this.#write(handle, bytes.subarray(count), at + count, done);
      else done(null);
    });
  }
}
