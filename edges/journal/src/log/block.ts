import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** How many bytes stand before the records of a block. */
export const BLOCK_HEAD_BYTES = 64;
/** Blocks begin at multiples of this, so that a search for one behind damage is quick. */
export const BLOCK_ALIGNMENT = 64;
/** How many bytes stand before a record: its length and its checksum. */
export const RECORD_HEAD_BYTES = 8;
/** How many bytes a link of the chain has. */
export const LINK_BYTES = 32;
/** What the first block of a log follows. */
export const FIRST_LINK: Uint8Array = new Uint8Array(LINK_BYTES);

/** What stands before the records of a block. */
export type BlockHead = {
  /** How many bytes its records take. */
  readonly length: number;
  readonly count: number;
  /** The reign of the writer who wrote it. */
  readonly epoch: number;
  /** The position of its first record. */
  readonly first: number;
  /** The hash of the block before it: what was written cannot be changed without all that follows. */
  readonly previous: Uint8Array;
};

const MAGIC = 0x4b4c_4241; // "ABLK"
const at = { magic: 0, length: 4, count: 8, epoch: 12, first: 16, previous: 24, sum: 60 } as const;

/** Writes the head of a block before its records, which stand behind it already; says its hash. */
export function sealBlock(bytes: Buffer, head: BlockHead): Uint8Array {
  bytes.writeUInt32LE(MAGIC, at.magic);
  bytes.writeUInt32LE(head.length, at.length);
  bytes.writeUInt32LE(head.count, at.count);
  bytes.writeUInt32LE(head.epoch, at.epoch);
  bytes.writeBigUInt64LE(BigInt(head.first), at.first);
  bytes.set(head.previous, at.previous);
  bytes.fill(0, at.previous + LINK_BYTES, at.sum);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, at.sum)), at.sum);
  return hashBlock(bytes.subarray(0, BLOCK_HEAD_BYTES + head.length));
}

/** Reads the head of a block; null where none stands. */
export function readBlockHead(bytes: Uint8Array): BlockHead | null {
  if (bytes.length < BLOCK_HEAD_BYTES) return null;
  const data = new DataView(bytes.buffer, bytes.byteOffset, BLOCK_HEAD_BYTES);
  if (data.getUint32(at.magic, true) !== MAGIC) return null;
  if (data.getUint32(at.sum, true) !== crc32(bytes.subarray(0, at.sum))) return null;
  return {
    length: data.getUint32(at.length, true),
    count: data.getUint32(at.count, true),
    epoch: data.getUint32(at.epoch, true),
    first: Number(data.getBigUint64(at.first, true)),
    previous: bytes.slice(at.previous, at.previous + LINK_BYTES),
  };
}

/** The hash of a block's head and records, to which the next block is chained. */
export function hashBlock(bytes: Uint8Array): Uint8Array {
  return hash('sha256', bytes, 'buffer');
}

/** How many bytes of a segment a block of this many bytes of records takes. */
export function blockSpace(length: number): number {
  return Math.ceil((BLOCK_HEAD_BYTES + length) / BLOCK_ALIGNMENT) * BLOCK_ALIGNMENT;
}

/** The records of a block; null where they are not whole. */
export function readRecords(body: Uint8Array, count: number): Uint8Array[] | null {
  const data = new DataView(body.buffer, body.byteOffset, body.length);
  const records: Uint8Array[] = [];
  let offset = 0;
  while (offset + RECORD_HEAD_BYTES <= body.length && records.length < count) {
    const end = offset + RECORD_HEAD_BYTES + data.getUint32(offset, true);
    if (end > body.length) return null;
    const record = body.subarray(offset + RECORD_HEAD_BYTES, end);
    if (crc32(record) !== data.getUint32(offset + 4, true)) return null;
    records.push(record);
    offset = end;
  }
  return offset === body.length && records.length === count ? records : null;
}
