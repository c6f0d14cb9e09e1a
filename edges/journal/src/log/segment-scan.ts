import type { Disk, DiskFile } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import {
  BLOCK_ALIGNMENT,
  BLOCK_HEAD_BYTES,
  blockSpace,
  hashBlock,
  readBlockHead,
  readRecords,
  type BlockHead,
} from './block.ts';
import { FileWindow } from './file-window.ts';
import { readSegmentHeader, SEGMENT_HEADER_BYTES, type SegmentHeader } from './segment-header.ts';

/** A block that was read whole. */
export type Block = {
  readonly head: BlockHead;
  readonly records: readonly Uint8Array[];
  /** Where in the file it begins. */
  readonly offset: number;
  /** Its hash, to which the next one is chained. */
  readonly hash: Uint8Array;
};

/** What stands in a segment behind its last whole block. */
export type SegmentRest =
  /** Nothing, or room not used yet. */
  | { readonly kind: 'empty' }
  /** What a loss of power left of a block: nothing whole lies behind it. */
  | { readonly kind: 'torn'; readonly bytes: number }
  /** Damage: a whole block lies behind it, at `behind`. */
  | { readonly kind: 'damaged'; readonly behind: number };

/**
 * Reads the blocks of a segment one after another, each whole, dense and chained to the one before.
 *
 * @example
 * const scan = SegmentScan.open(disk, path);
 * for (let block = scan.next(); block !== null; block = scan.next()) use(block.records);
 * const rest = scan.rest();
 */
export class SegmentScan {
  readonly header: SegmentHeader;
  readonly #file: DiskFile;
  readonly #window: FileWindow;
  #offset = SEGMENT_HEADER_BYTES;
  #position: number;
  #hash: Uint8Array;

  private constructor(file: DiskFile, header: SegmentHeader) {
    this.#file = file;
    this.#window = new FileWindow(file);
    this.header = header;
    this.#position = header.first;
    this.#hash = header.previous;
  }

  /** Opens a segment; refuses a file that does not begin as one. */
  static open(disk: Pick<Disk, 'open'>, path: string): SegmentScan {
    const file = disk.open(path);
    const header = readSegmentHeader(file.read(0, SEGMENT_HEADER_BYTES));
    if (header !== null) return new SegmentScan(file, header);
    file.close();
    throw journalError('NOT_A_SEGMENT', path, { path });
  }

  /** Where the block after the last one read begins. */
  get offset(): number {
    return this.#offset;
  }

  /** The position of the record after the last one read. */
  get position(): number {
    return this.#position;
  }

  /** The hash of the last block read, or what the segment follows. */
  get hash(): Uint8Array {
    return this.#hash;
  }

  /** The next block; null where none stands whole. More may stand there later. */
  next(): Block | null {
    const block = this.#blockAt(this.#offset);
    if (block === null || !this.#follows(block.head)) {
      this.#window.forget();
      return null;
    }
    this.#offset += blockSpace(block.head.length);
    this.#position += block.head.count;
    this.#hash = block.hash;
    return block;
  }

  /** What stands behind the last block read. */
  rest(): SegmentRest {
    const used = this.#window.lastUsed(this.#offset);
    if (used === null) return { kind: 'empty' };
    for (let at = this.#offset; at <= used; at += BLOCK_ALIGNMENT) {
      if (at > this.#offset && this.#blockAt(at) !== null) return { kind: 'damaged', behind: at };
    }
    const here = this.#blockAt(this.#offset);
    if (here !== null) return { kind: 'damaged', behind: this.#offset };
    return { kind: 'torn', bytes: used + 1 - this.#offset };
  }

  /** How many bytes the file has, the unused ones too. */
  get size(): number {
    return this.#file.size();
  }

  /** So many bytes behind the last block read. */
  restBytes(length: number): Uint8Array {
    return this.#file.read(this.#offset, length);
  }

  /** So many bytes from a place in the file. */
  bytesAt(offset: number, length: number): Uint8Array {
    return this.#file.read(offset, length);
  }

  /** Puts a block behind the last one read, and makes it safe. */
  append(block: Uint8Array): void {
    this.#file.writeNow(block, this.#offset);
    this.#file.syncNow();
  }

  /** Cuts off what stands behind the last block read, but for so many bytes; makes the rest safe. */
  cut(keeps = 0): void {
    this.#file.cut(this.#offset + keeps);
  }

  /** Makes what was read safe, whoever wrote it. */
  sync(): void {
    this.#file.syncNow();
  }

  close(): void {
    this.#file.close();
  }

  #blockAt(offset: number): Block | null {
    const head = readBlockHead(this.#window.view(offset, BLOCK_HEAD_BYTES));
    if (head === null) return null;
    const end = BLOCK_HEAD_BYTES + head.length;
    const padded = this.#window.view(offset, blockSpace(head.length));
    if (padded.length < blockSpace(head.length)) return null;
    if (padded.subarray(end).some((byte) => byte !== 0)) return null;
    const bytes = padded.subarray(0, end);
    const records = readRecords(bytes.subarray(BLOCK_HEAD_BYTES), head.count);
    return records === null ? null : { head, records, offset, hash: hashBlock(bytes) };
  }

  #follows(head: BlockHead): boolean {
    return (
      head.first === this.#position &&
      head.epoch === this.header.epoch &&
      Buffer.compare(head.previous, this.#hash) === 0
    );
  }
}
