import { crc32 } from 'node:zlib';

import { LINK_BYTES } from './block.ts';

/** What a log holds: what touches money, risk and the right to trade, or market data. */
export type LogKind = 'journal' | 'tape';

/** What stands at the beginning of a segment. */
export type SegmentHeader = {
  readonly kind: LogKind;
  readonly shard: string;
  /** Where the shard trades. */
  readonly region: string;
  readonly epoch: number;
  /** The position of its first record. */
  readonly first: number;
  /** The hash of the last block before it. */
  readonly previous: Uint8Array;
  /** When it was begun, in microseconds: how old a segment is decides when it may leave. */
  readonly begunAt: number;
};

/** How many bytes stand before the first block of a segment. */
export const SEGMENT_HEADER_BYTES = 4096;
/** The most bytes the name of a shard or a region has. */
export const LOG_NAME_BYTES_MAX = 255;

const VERSION = 1;
const MAGIC = 'ARGOSYLG';
const kinds: readonly LogKind[] = ['journal', 'tape'];
const at = {
  version: 8,
  kind: 10,
  epoch: 12,
  first: 16,
  previous: 24,
  begunAt: 56,
  names: 64,
  sum: SEGMENT_HEADER_BYTES - 4,
} as const;

/** The bytes of a segment's beginning. */
export function writeSegmentHeader(header: SegmentHeader): Uint8Array {
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt16LE(VERSION, at.version);
  bytes.writeUInt8(kinds.indexOf(header.kind), at.kind);
  bytes.writeUInt32LE(header.epoch, at.epoch);
  bytes.writeBigUInt64LE(BigInt(header.first), at.first);
  bytes.set(header.previous, at.previous);
  bytes.writeBigUInt64LE(BigInt(header.begunAt), at.begunAt);
  let offset: number = at.names;
  for (const name of [header.shard, header.region]) {
    const text = Buffer.from(name);
    offset = bytes.writeUInt8(text.length, offset);
    bytes.set(text, offset);
    offset += text.length;
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(0, at.sum)), at.sum);
  return bytes;
}

/** Reads a segment's beginning; null where it is not whole or of another version. */
export function readSegmentHeader(bytes: Uint8Array): SegmentHeader | null {
  if (bytes.length < SEGMENT_HEADER_BYTES) return null;
  const data = new DataView(bytes.buffer, bytes.byteOffset, SEGMENT_HEADER_BYTES);
  if (Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') !== MAGIC) return null;
  if (data.getUint32(at.sum, true) !== crc32(bytes.subarray(0, at.sum))) return null;
  const kind = kinds[data.getUint8(at.kind)];
  if (data.getUint16(at.version, true) !== VERSION || kind === undefined) return null;
  const [shard, next] = readName(bytes, at.names);
  const [region] = readName(bytes, next);
  return {
    kind,
    shard,
    region,
    epoch: data.getUint32(at.epoch, true),
    first: Number(data.getBigUint64(at.first, true)),
    previous: bytes.slice(at.previous, at.previous + LINK_BYTES),
    begunAt: Number(data.getBigUint64(at.begunAt, true)),
  };
}

function readName(bytes: Uint8Array, offset: number): readonly [string, number] {
  const end = offset + 1 + (bytes[offset] ?? 0);
  return [Buffer.from(bytes.subarray(offset + 1, end)).toString(), end];
}

/** What the file of a segment is called: sorted by name is sorted by position. */
export function segmentName({ first, epoch, kind }: SegmentHeader): string {
  return `${String(first).padStart(16, '0')}-${String(epoch).padStart(8, '0')}.${kind}`;
}

/** The names of the segments in a folder's listing, in the order of their positions. */
export function segmentNames(names: readonly string[], kind: LogKind): readonly string[] {
  return names.filter((name) => /^\d{16}-\d{8}\./u.test(name) && name.endsWith(`.${kind}`));
}
