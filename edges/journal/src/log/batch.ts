import { crc32 } from 'node:zlib';

import { BLOCK_HEAD_BYTES, blockSpace, RECORD_HEAD_BYTES, sealBlock } from './block.ts';

const FIRST_BYTES = 64 * 1024;

/** Where a block goes in its chain. */
export type BlockPlace = {
  readonly epoch: number;
  readonly first: number;
  readonly previous: Uint8Array;
};

/** The records that will be written as one block. */
export class Batch {
  #bytes: Buffer = Buffer.alloc(FIRST_BYTES);
  #size = BLOCK_HEAD_BYTES;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** How many bytes its records take. */
  get length(): number {
    return this.#size - BLOCK_HEAD_BYTES;
  }

  /** How many bytes of a segment its block takes. */
  get space(): number {
    return blockSpace(this.length);
  }

  add(record: Uint8Array): void {
    const end = this.#size + RECORD_HEAD_BYTES + record.length;
    if (end > this.#bytes.length) this.#grow(end);
    this.#bytes.writeUInt32LE(record.length, this.#size);
    this.#bytes.writeUInt32LE(crc32(record), this.#size + 4);
    this.#bytes.set(record, this.#size + RECORD_HEAD_BYTES);
    this.#size = end;
    this.#count += 1;
  }

  /** Makes the block: its bytes, padded to the next place where one may begin, and its hash. */
  seal({ epoch, first, previous }: BlockPlace): {
    readonly bytes: Uint8Array;
    readonly hash: Uint8Array;
  } {
    const { length, count, space } = this;
    if (space > this.#bytes.length) this.#grow(space);
    this.#bytes.fill(0, this.#size, space);
    const hash = sealBlock(this.#bytes, { length, count, epoch, first, previous });
    return { bytes: this.#bytes.subarray(0, space), hash };
  }

  /** Empties it for the next records. */
  clear(): void {
    this.#size = BLOCK_HEAD_BYTES;
    this.#count = 0;
  }

  #grow(needed: number): void {
    const bytes = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = bytes;
  }
}
