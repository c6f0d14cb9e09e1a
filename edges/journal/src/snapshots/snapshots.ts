import { hash } from 'node:crypto';
import { join } from 'node:path';

import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';

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

/** How many are kept: the last one, and one to fall back to. */
const SNAPSHOTS_KEPT = 2;
const MAGIC = 'ARGOSYSN';
const VERSION = 1;
const HASH_BYTES = 32;
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
  keep({ position, state }: Snapshot): void {
    this.#disk.replace(join(this.#folder, nameOf(position)), write(position, state));
    for (const name of this.#names().slice(0, -SNAPSHOTS_KEPT)) {
      this.#disk.remove(join(this.#folder, name));
    }
  }

  /** The last state that is whole and not beyond a position. */
  last(upTo: number = Number.MAX_SAFE_INTEGER): FoundSnapshot {
    const damaged: string[] = [];
    for (const name of [...this.#names()].reverse()) {
      const path = join(this.#folder, name);
      const snapshot = read(this.#disk.readAll(path));
      if (snapshot === null) damaged.push(path);
      else if (snapshot.position <= upTo) return { snapshot, damaged };
    }
    return { snapshot: null, damaged };
  }

  #names(): readonly string[] {
    return this.#disk.list(this.#folder).filter((name) => /^\d{16}\.snapshot$/u.test(name));
  }
}

function nameOf(position: number): string {
  return `${String(position).padStart(16, '0')}.snapshot`;
}

function write(position: number, state: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(at.state + state.length);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(VERSION, at.version);
  bytes.writeBigUInt64LE(BigInt(position), at.position);
  bytes.writeBigUInt64LE(BigInt(state.length), at.length);
  bytes.set(state, at.state);
  bytes.set(hashOf(bytes), at.hash);
  return bytes;
}

function read(found: Uint8Array | null): Snapshot | null {
  if (found === null || found.length < at.state) return null;
  const bytes = Buffer.from(found.buffer, found.byteOffset, found.length);
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  if (bytes.readUInt32LE(at.version) !== VERSION) return null;
  if (bytes.readBigUInt64LE(at.length) !== BigInt(bytes.length - at.state)) return null;
  if (!hashOf(bytes).equals(bytes.subarray(at.hash, at.state))) return null;
  return { position: Number(bytes.readBigUInt64LE(at.position)), state: bytes.subarray(at.state) };
}

/** The hash over everything but itself. */
function hashOf(bytes: Buffer): Buffer {
  const rest = Buffer.concat([bytes.subarray(0, at.hash), bytes.subarray(at.hash + HASH_BYTES)]);
  return hash('sha256', rest, 'buffer');
}
