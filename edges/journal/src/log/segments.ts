import { join } from 'node:path';

import type { Disk, DiskFile, Done } from '../disk/disk.ts';
import { isFull } from '../disk/is-full.ts';
import { writeSafely } from '../disk/write-safely.ts';
import { BLOCK_ALIGNMENT } from './block.ts';
import {
  SEGMENT_HEADER_BYTES,
  segmentName,
  writeSegmentHeader,
  type LogKind,
  type SegmentHeader,
} from './segment-header.ts';

/** At a start on a full disk a segment may be as short as this: room for some dozens of cancels. */
const SEGMENT_BYTES_LEAST = 32 * 1024;
/** Room is taken in pieces, each safe before the next: a commit has to wait for one of them at most. */
const ZEROS = new Uint8Array(256 * 1024);

/** What the segments of a writer have in common. */
export type SegmentsConfig = {
  readonly disk: Disk;
  readonly folder: string;
  readonly kind: LogKind;
  readonly shard: string;
  readonly region: string;
  readonly epoch: number;
  readonly segmentBytes: number;
  /** Whether room that the writer before had made ready may be used: only where it is gone for good. */
  readonly adopts: boolean;
  /** The time in microseconds, for the age of a segment. */
  readonly now: () => number;
};

/**
 * The segment being written and the one that stands ready behind it, both with all their room
 * already taken from the disk: writing into them needs no more, and a full disk is known early.
 */
export class Segments {
  readonly #config: SegmentsConfig;
  #current: DiskFile | null = null;
  #offset = SEGMENT_HEADER_BYTES;
  /** How many bytes the segment being written may have, and the one that stands ready. */
  #bytes = 0;
  #readyBytes = 0;
  #ready: DiskFile | null = null;
  #isPreparing = false;
  #failure: Error | null = null;

  constructor(config: SegmentsConfig) {
    this.#config = config;
  }

  /** How many bytes are left in the segment being written. */
  get left(): number {
    return this.#current === null ? 0 : this.#bytes - this.#offset;
  }

  /**
   * Whether so many bytes of blocks can be written, and in the segment being written a reserve stays.
   * What fits into the one that stands ready fits wherever the first of it goes.
   */
  hasRoomFor(bytes: number, reserve: number): boolean {
    if (this.#ready !== null) return bytes <= this.#readyBytes - SEGMENT_HEADER_BYTES;
    return this.left - bytes > reserve;
  }

  get isReady(): boolean {
    return this.#ready !== null;
  }

  get isPreparing(): boolean {
    return this.#isPreparing;
  }

  /** Why the next segment could not be made ready; null where it could, or nobody has tried. */
  get failure(): Error | null {
    return this.#failure;
  }

  /**
   * Takes the room of the next segment from the disk; `done` hears when that is over, either way. Before
   * the first one, on a full disk, what the writer before had made ready is used, or what room there is.
   */
  prepare(done: () => void): void {
    if (this.#isPreparing || this.#ready !== null) return;
    this.#isPreparing = true;
    const finish = (file: DiskFile | null, error: Error | null): void => {
      this.#isPreparing = false;
      this.#failure = error;
      this.#ready = file;
      this.#readyBytes = file?.size() ?? 0;
      done();
    };
    try {
      const file = this.#openNext();
      this.#fill(file, 0, (error) => {
        if (error === null || (isFull(error) && this.#isUsable(file))) finish(file, null);
        else finish(this.#discard(file), error);
      });
    } catch (error) {
      finish(null, error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Goes on in the segment that stands ready; the one before keeps no unused room. */
  roll(first: number, previous: Uint8Array): void {
    const { disk, folder, kind, shard, region, epoch, now } = this.#config;
    const file = this.#ready;
    if (file === null) throw new Error('no segment stands ready');
    const header: SegmentHeader = { kind, shard, region, epoch, first, previous, begunAt: now() };
    file.writeNow(writeSegmentHeader(header), 0);
    file.syncNow();
    this.#seal();
    disk.rename(file.path, join(folder, segmentName(header)));
    disk.syncFolder(folder);
    this.#ready = null;
    this.#current = file;
    this.#bytes = this.#readyBytes;
    this.#offset = SEGMENT_HEADER_BYTES;
  }

  /** Writes a block into the room left and makes it safe. */
  write(bytes: Uint8Array, done: (error: Error | null) => void): void {
    const file = this.#current;
    if (file === null) throw new Error('no segment is open');
    writeSafely(file, bytes, { at: this.#offset, done });
    this.#offset += bytes.length;
  }

  /** Gives the unused room back and closes. */
  close(): void {
    this.#seal();
    if (this.#ready !== null) this.#discard(this.#ready);
    this.#ready = null;
    this.#current = null;
  }

  /** Closes as it is: after a failure nothing more is written. */
  abandon(): void {
    this.#current?.close();
    this.#ready?.close();
    this.#current = null;
    this.#ready = null;
  }

  #seal(): void {
    this.#current?.cut(this.#offset);
    this.#current?.close();
  }

  /** A writer that may still live has its hands on the file: it gets none of ours. */
  #openNext(): DiskFile {
    const { disk, folder, kind, adopts, segmentBytes } = this.#config;
    const path = join(folder, `next.${kind}`);
    if (!disk.exists(path)) return disk.create(path);
    if (!adopts || this.#current !== null) {
      disk.remove(path);
      return disk.create(path);
    }
    const file = disk.open(path);
    if (file.size() > segmentBytes) file.cut(segmentBytes);
    return file;
  }

  /** Whether what room could be had is enough to begin with; without any no cancel could be kept. */
  #isUsable(file: DiskFile): boolean {
    if (this.#current !== null) return false;
    const bytes = Math.floor(file.size() / BLOCK_ALIGNMENT) * BLOCK_ALIGNMENT;
    if (bytes < SEGMENT_BYTES_LEAST) return false;
    try {
      file.cut(bytes);
    } catch {
      // It is discarded; why there was too little room is told.
      return false;
    }
    return true;
  }

  #fill(file: DiskFile, at: number, done: (error: Error | null) => void): void {
    const left = this.#config.segmentBytes - at;
    if (left <= 0) return done(null);
    // What was made ready before is written over too: then its room is surely there.
    const zeros = ZEROS.subarray(0, Math.min(left, ZEROS.length));
    const fillOn: Done = (error) => {
      if (error === null) this.#fill(file, at + ZEROS.length, done);
      else done(error);
    };
    writeSafely(file, zeros, { at, done: fillOn });
  }

  /** What cannot be removed now is removed before the next one is made. */
  #discard(file: DiskFile): null {
    file.close();
    try {
      this.#config.disk.remove(file.path);
    } catch {
      return null;
    }
    return null;
  }
}
