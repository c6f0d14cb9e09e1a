import { createReadStream, type Stats } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { historyError } from './history-errors.ts';
import {
  requireKey,
  WHOLE_BYTES_MAX,
  type ObjectStore,
  type StoredObject,
} from './object-store.ts';
import { isRunning, thisMachine, WriterLock } from './writer-lock.ts';

/** What is being written; no key begins with a dot. */
const SCRATCH = '.scratch';
/** How many objects one listing may have. */
const LISTED_MAX = 1_000_000;

/**
 * A folder of this machine as a store. What is put is written aside, synced and renamed; then the
 * names of its folder are synced too.
 *
 * @example
 * const store = await FolderStore.open('data/history');
 */
export class FolderStore implements ObjectStore {
  readonly name: string;
  readonly #root: string;
  #scratch = 0;

  private constructor(root: string) {
    this.name = root;
    this.#root = root;
  }

  /** Opens or makes the folder. */
  static async open(folder: string): Promise<FolderStore> {
    const root = resolve(folder);
    await mkdir(join(root, SCRATCH), { recursive: true });
    return new FolderStore(root);
  }

  /** Opens a folder that is there already, to read it; refuses one that is not. */
  static async openExisting(folder: string): Promise<FolderStore> {
    const root = resolve(folder);
    if ((await statOf(root))?.isDirectory() === true) return FolderStore.open(root);
    throw historyError('HISTORY_NO_STORE', root, { folder: root });
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    requireWhole(key, bytes.length);
    const path = this.scratchPath();
    try {
      await writeFile(path, bytes, { flag: 'wx' });
      await this.putFile(key, path);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  async putFile(key: string, path: string): Promise<void> {
    const target = this.#path(key);
    await synced(path);
    await this.#makeFolder(dirname(target));
    await rename(path, target);
    await synced(dirname(target));
  }

  async get(key: string): Promise<Uint8Array | null> {
    const path = this.#path(key);
    const found = await statOf(path);
    if (found === null) return null;
    requireWhole(key, found.size);
    return readFile(path);
  }

  async range(key: string, from: number, length: number): Promise<Uint8Array> {
    requireWhole(key, length);
    const file = await open(await this.pathOf(key), 'r');
    try {
      return await readWhole(file, from, length);
    } finally {
      await file.close();
    }
  }

  async pathOf(key: string): Promise<string> {
    const path = this.#path(key);
    if ((await statOf(path)) === null) throw historyError('HISTORY_NO_OBJECT', `${path}`, { key });
    return path;
  }

  async list(folder: string): Promise<readonly StoredObject[]> {
    const root = folder === '' ? this.#root : this.#path(folder);
    const found: StoredObject[] = [];
    await this.#walk(root, folder, found);
    return found.sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  async exists(key: string): Promise<boolean> {
    return (await statOf(this.#path(key)))?.isFile() === true;
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    if ((await statOf(path)) === null) return;
    await rm(path);
    await synced(dirname(path));
  }

  scratchPath(): string {
    this.#scratch += 1;
    return join(
      this.#root,
      SCRATCH,
      `${thisMachine()}-${process.pid}-${this.#scratch}-${uniqueTail()}`,
    );
  }

  async alone<Value>(work: () => Promise<Value>): Promise<Value> {
    const lock = await WriterLock.take(this.#root);
    try {
      await this.#sweepScratch();
      return await work();
    } finally {
      await lock.release();
    }
  }

  #path(key: string): string {
    return join(this.#root, ...requireKey(key).split('/'));
  }

  async #makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true });
    if (first === undefined) return;
    // Each folder that was made stands in the one above it.
    for (let made = folder; made.length >= first.length; made = dirname(made)) {
      await synced(dirname(made));
    }
  }

  async #walk(folder: string, key: string, found: StoredObject[]): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(ifMissing([]));
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const inner = key === '' ? entry.name : `${key}/${entry.name}`;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await this.#walk(path, inner, found);
      else if (entry.isFile()) {
        const { size, mtimeMs } = await stat(path);
        found.push({ key: inner, bytes: size, putAt: Math.round(mtimeMs * 1000) });
      }
      if (found.length <= LISTED_MAX) continue;
      const detail = `more than ${LISTED_MAX} objects in ${folder}`;
      throw historyError('HISTORY_OBJECT_TOO_LARGE', detail);
    }
  }

  /** What was left in the making by processes that are gone; those who read have files there too. */
  async #sweepScratch(): Promise<void> {
    const folder = join(this.#root, SCRATCH);
    for (const name of await readdir(folder)) {
      const [machine = '', pid = ''] = name.split('-');
      if (isRunning(machine, Number(pid))) continue;
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Feeds the bytes of a file to whoever wants them, a chunk at a time. */
export async function eachChunk(path: string, take: (bytes: Uint8Array) => void): Promise<void> {
  for await (const chunk of createReadStream(path)) if (chunk instanceof Uint8Array) take(chunk);
}

function requireWhole(key: string, bytes: number): void {
  if (bytes <= WHOLE_BYTES_MAX) return;
  const detail = `${key}: ${bytes} bytes, expected at most ${WHOLE_BYTES_MAX}`;
  throw historyError('HISTORY_OBJECT_TOO_LARGE', detail, { key, bytes });
}

async function readWhole(file: FileHandle, from: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** Makes a file's bytes, or a folder's names, safe against a loss of power. */
async function synced(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function statOf(path: string): Promise<Stats | null> {
  return stat(path).catch(ifMissing(null));
}

/** What stands for a file that is not there; any other fault goes on. */
function ifMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Threads of one process count for themselves. */
function uniqueTail(): string {
  return process.hrtime.bigint().toString(36);
}
