import { createHash, hash, type Hash } from 'node:crypto';
import { join } from 'node:path';

import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk, DiskFile, Done } from '../disk/disk.ts';
import { writeSafely } from '../disk/write-safely.ts';

/** What was known at a position of the journal. */
export type Snapshot = {
  readonly position: number;
  readonly state: Uint8Array;
};

/** The last whole snapshot, null where there is none, and those behind it that could not be used. */
export type FoundSnapshot = {
  readonly snapshot: Snapshot | null;
  readonly damaged: readonly string[];
};

/** A snapshot that is there, or what is wrong with it. */
export type KeptSnapshot =
  | { readonly path: string; readonly snapshot: Snapshot }
  | { readonly path: string; readonly snapshot: null; readonly problem: string };

/** How many are kept: the last one, and one to fall back to. */
const SNAPSHOTS_KEPT = 2;
/** One that is being written; no snapshot has such a name. */
const PARTIAL = 'next.partial';
/** What the name of one ends in that tells of records which are gone. */
const ASIDE = '.lost';
const MAGIC = 'ARGOSYSN';
const VERSION = 1;
const HASH_BYTES = 32;
/** Hashed, written and made safe at once: whoever commits to the journal waits for one of them at most. */
export const SNAPSHOT_PIECE_BYTES: number = 256 * 1024;
const at = { version: 8, position: 16, length: 24, hash: 32, state: 64 } as const;

/**
 * States of a journal's readers, so that a start need not read from the beginning. Each is written
 * aside, synced and renamed: it is there whole or not at all. One that is damaged is passed over for
 * the one before it; without any, the journal tells all.
 */
export class Snapshots {
  readonly #disk: Disk;
  readonly #folder: string;

  constructor(folder: string, disk: Disk = nodeDisk) {
    this.#disk = disk;
    this.#folder = folder;
    disk.makeFolder(folder);
  }

  /** Keeps a state. The journal must be safe up to its position before. */
  keep(snapshot: Snapshot): void {
    this.#disk.replace(join(this.#folder, nameOf(snapshot.position)), write(snapshot));
    this.#dropOld();
  }

  /** The same without waiting for the disk, in pieces; `done` hears how it went. One at a time. */
  keepSoon({ position, state }: Snapshot, done: Done): void {
    const path = join(this.#folder, PARTIAL);
    const failed = failureOf(() => {
      if (this.#disk.exists(path)) this.#disk.remove(path);
      const file = this.#disk.create(path);
      writePieces(file, { position, state }, (error) => {
        const closing = failureOf(() => file.close());
        done(error ?? closing ?? failureOf(() => this.#publish(path, position)));
      });
    });
    if (failed !== null) done(failed);
  }

  /** The last state that is whole and not beyond a position. */
  last(upTo: number = Number.MAX_SAFE_INTEGER): FoundSnapshot {
    const damaged: string[] = [];
    for (const { path, snapshot } of this.newestFirst(upTo)) {
      if (snapshot !== null) return { snapshot, damaged };
      damaged.push(path);
    }
    return { snapshot: null, damaged };
  }

  /**
   * Those that tell of records behind a position, oldest first, by their names: what is in them is not
   * read. None is kept before the journal is safe up to it, so a damaged one proves as much.
   */
  beyond(position: number): readonly { readonly path: string; readonly position: number }[] {
    return this.#names()
      .map((name) => ({ path: join(this.#folder, name), position: positionOf(name) }))
      .filter((one) => one.position > position);
  }

  /** Takes one out of use, for somebody to look at. Gives its new path. */
  setAside(path: string): string {
    const aside = `${path}${ASIDE}`;
    this.#disk.rename(path, aside);
    this.#disk.syncFolder(this.#folder);
    return aside;
  }

  /** All that are kept up to a position, read as they are asked for; what cannot be read says why. */
  *newestFirst(upTo: number = Number.MAX_SAFE_INTEGER): Generator<KeptSnapshot> {
    for (const name of [...this.#names()].reverse()) {
      if (positionOf(name) > upTo) continue;
      const path = join(this.#folder, name);
      const found = read(this.#disk.readAll(path));
      if (typeof found === 'string') yield { path, snapshot: null, problem: found };
      else if (found.position === positionOf(name)) yield { path, snapshot: found };
      else yield { path, snapshot: null, problem: misnamed(found.position) };
    }
  }

  #publish(from: string, position: number): void {
    this.#disk.rename(from, join(this.#folder, nameOf(position)));
    this.#disk.syncFolder(this.#folder);
    this.#dropOld();
  }

  #dropOld(): void {
    for (const name of this.#names().slice(0, -SNAPSHOTS_KEPT)) {
      this.#disk.remove(join(this.#folder, name));
    }
  }

  #names(): readonly string[] {
    return this.#disk.list(this.#folder).filter((name) => /^\d{16}\.snapshot$/u.test(name));
  }
}

function nameOf(position: number): string {
  return `${String(position).padStart(16, '0')}.snapshot`;
}

function positionOf(name: string): number {
  return Number.parseInt(name, 10);
}

function misnamed(position: number): string {
  return `it holds position ${position}, its name says another`;
}

function write({ position, state }: Snapshot): Uint8Array {
  const bytes = Buffer.alloc(at.state + state.length);
  writeHeader(bytes, { position, state });
  bytes.set(state, at.state);
  bytes.set(hashOf(bytes), at.hash);
  return bytes;
}

/** Piece after piece behind the header, which comes last: it has the hash over all of them. */
function writePieces(file: DiskFile, snapshot: Snapshot, done: Done): void {
  const header = Buffer.alloc(at.state);
  writeHeader(header, snapshot);
  const sum = createHash('sha256').update(header.subarray(0, at.hash));
  writePiece({ file, header, sum, state: snapshot.state, done }, 0);
}

type Pieces = {
  readonly file: DiskFile;
  readonly header: Uint8Array;
  readonly sum: Hash;
  readonly state: Uint8Array;
  readonly done: Done;
};

function writePiece({ file, header, sum, state, done }: Pieces, from: number): void {
  if (from >= state.length) {
    header.set(sum.digest(), at.hash);
    return writeSafely(file, header, { at: 0, done });
  }
  const piece = state.subarray(from, from + SNAPSHOT_PIECE_BYTES);
  sum.update(piece);
  const goOn: Done = (error) => {
    if (error === null) writePiece({ file, header, sum, state, done }, from + piece.length);
    else done(error);
  };
  writeSafely(file, piece, { at: at.state + from, done: goOn });
}

function writeHeader(bytes: Buffer, { position, state }: Snapshot): void {
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(VERSION, at.version);
  bytes.writeBigUInt64LE(BigInt(position), at.position);
  bytes.writeBigUInt64LE(BigInt(state.length), at.length);
}

function failureOf(run: () => void): Error | null {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A snapshot, or what is wrong with it. */
function read(found: Uint8Array | null): Snapshot | string {
  const damaged = 'it is damaged';
  if (found === null || found.length < at.state) return damaged;
  const bytes = Buffer.from(found.buffer, found.byteOffset, found.length);
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return damaged;
  if (!hashOf(bytes).equals(bytes.subarray(at.hash, at.state))) return damaged;
  const version = bytes.readUInt32LE(at.version);
  if (version !== VERSION) return `it is of version ${version}, this reads ${VERSION}`;
  if (bytes.readBigUInt64LE(at.length) !== BigInt(bytes.length - at.state)) return damaged;
  return { position: Number(bytes.readBigUInt64LE(at.position)), state: bytes.subarray(at.state) };
}

/** The hash over everything but itself. */
function hashOf(bytes: Buffer): Buffer {
  const rest = Buffer.concat([bytes.subarray(0, at.hash), bytes.subarray(at.hash + HASH_BYTES)]);
  return hash('sha256', rest, 'buffer');
}
