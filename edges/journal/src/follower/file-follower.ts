import { join } from 'node:path';

import type { Disk, DiskFile } from '../disk/disk.ts';
import { requireArchived } from '../archive/manifest.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { journalError } from '../errors.ts';
import {
  BLOCK_HEAD_BYTES,
  blockSpace,
  hashBlock,
  readBlockHead,
  readRecords,
  type BlockHead,
} from '../log/block.ts';
import { lastEpoch, leasePath } from '../log/lease.ts';
import { listSegments } from '../log/log-reader.ts';
import { recoverLog } from '../log/recover.ts';
import {
  SEGMENT_HEADER_BYTES,
  segmentName,
  writeSegmentHeader,
  type LogKind,
  type SegmentHeader,
} from '../log/segment-header.ts';
import { SegmentScan } from '../log/segment-scan.ts';
import type { Follower, FollowerEnd } from './follower.ts';
import { supersedes } from './replica.ts';

/** Where a follower keeps its log, and what it is called. */
export type FileFollowerOptions = {
  readonly folder: string;
  readonly shard: string;
  readonly region: string;
  readonly disk?: Disk;
  readonly kind?: LogKind;
  /** How many bytes a segment has at most. */
  readonly segmentBytes?: number;
  /** The time in microseconds, for the age of segments. */
  readonly now?: () => number;
};

const SEGMENT_BYTES = 64 * 1024 * 1024;

/**
 * A follower in segment files: the same blocks as the journal it follows, in a folder that any reader
 * of a journal reads, and that a writer can take over when the first journal is lost.
 *
 * @example
 * const follower = FileFollower.open({ folder: 'data/second', shard: 'main', region: 'in' });
 * const journal = await FileJournal.open({ …, follower: { follower, policy: 'wait', onState } });
 */
export class FileFollower implements Follower {
  readonly #options: Required<FileFollowerOptions>;
  #end: FollowerEnd;
  #epoch: number;
  #file: DiskFile | null = null;
  #fileEpoch = 0;
  #offset = 0;
  #stopped: Error | null = null;
  #isTaking = false;

  private constructor(options: Required<FileFollowerOptions>, end: FollowerEnd, epoch: number) {
    this.#options = options;
    this.#end = end;
    this.#epoch = epoch;
  }

  /** Opens or makes a follower's log, after a crash too: a block that is torn is put aside. */
  static open(given: FileFollowerOptions): FileFollower {
    const options = {
      disk: nodeDisk,
      kind: 'journal' as const,
      segmentBytes: SEGMENT_BYTES,
      now: () => Date.now() * 1000,
      ...given,
    };
    const { disk, folder } = options;
    disk.makeFolder(folder);
    const { next, hash } = recoverLog(options);
    requireArchived(options, next - 1);
    const end = { position: next - 1, hash, last: lastBlock(options, next - 1) };
    return new FileFollower(options, end, lastEpoch(disk, folder));
  }

  attach(epoch: number): Promise<FollowerEnd> {
    return this.#orReject(() => {
      const { disk, folder } = this.#options;
      this.#requireEpoch(epoch);
      // A later writer is remembered before anything is promised to it.
      if (epoch > this.#epoch) disk.replace(leasePath(folder, epoch), new Uint8Array(0));
      this.#epoch = epoch;
      return this.#end;
    });
  }

  async take(block: Uint8Array, epoch: number): Promise<void> {
    const head = await this.#orReject(() => this.#check(block, epoch));
    this.#isTaking = true;
    try {
      const file = this.#fileFor(head, block.length);
      await done((hear) => file.write(block, this.#offset, hear));
      await done((hear) => file.sync(hear));
    } catch (error) {
      // What the disk holds now is not known: the next start finds out.
      this.#stopped = error instanceof Error ? error : new Error(String(error));
      throw this.#stopped;
    } finally {
      this.#isTaking = false;
    }
    this.#offset += block.length;
    const hash = hashBlock(block.subarray(0, BLOCK_HEAD_BYTES + head.length));
    this.#end = { position: head.first + head.count - 1, hash, last: block };
  }

  close(): Promise<void> {
    this.#file?.close();
    this.#file = null;
    this.#stopped ??= new Error('it was closed');
    return Promise.resolve();
  }

  #check(block: Uint8Array, epoch: number): BlockHead {
    const { position, hash, last } = this.#end;
    this.#requireEpoch(epoch);
    if (this.#isTaking) throw journalError('DIVERGED', 'two blocks at a time');
    const head = readBlockHead(block);
    const body = block.subarray(BLOCK_HEAD_BYTES, BLOCK_HEAD_BYTES + (head?.length ?? 0));
    const isWhole =
      head !== null &&
      block.length === blockSpace(head.length) &&
      readRecords(body, head.count) !== null;
    if (!isWhole) throw journalError('DIVERGED', 'the block is not whole');
    if (head.first === position + 1 && Buffer.compare(head.previous, hash) === 0) return head;
    // Its file is of a later epoch: whoever reads passes over the block that stood there.
    const standing = last === null ? null : readBlockHead(last);
    if (standing !== null && supersedes(head, standing)) return head;
    const detail = `the block begins with ${head.first}, ${position + 1} is due`;
    throw journalError('DIVERGED', detail, { position });
  }

  /** Whoever takes this log over to write it makes the file of a later epoch. */
  #requireEpoch(epoch: number): void {
    const { disk, folder } = this.#options;
    if (this.#stopped !== null) throw journalError('STOPPED', this.#stopped.message, { folder });
    const last = Math.max(this.#epoch, lastEpoch(disk, folder));
    if (epoch >= last) return;
    throw journalError('FENCED', `${folder} follows epoch ${last}, not ${epoch}`, { epoch, last });
  }

  #fileFor({ epoch, first, previous }: BlockHead, space: number): DiskFile {
    const { disk, folder, segmentBytes, now, kind, shard, region } = this.#options;
    const hasRoom = this.#offset + space <= segmentBytes;
    if (this.#file !== null && this.#fileEpoch === epoch && hasRoom) return this.#file;
    this.#file?.close();
    const header: SegmentHeader = { kind, shard, region, epoch, first, previous, begunAt: now() };
    const path = join(folder, `next.${kind}`);
    if (disk.exists(path)) disk.remove(path);
    const file = disk.create(path);
    file.writeNow(writeSegmentHeader(header), 0);
    file.syncNow();
    disk.rename(path, join(folder, segmentName(header)));
    disk.syncFolder(folder);
    this.#file = file;
    this.#fileEpoch = epoch;
    this.#offset = SEGMENT_HEADER_BYTES;
    return file;
  }

  #orReject<Value>(run: () => Value): Promise<Value> {
    return new Promise((resolve) => {
      resolve(run());
    });
  }
}

function done(begin: (hear: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    begin((error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/** The bytes of the block that ends at a position; null where there is none. */
function lastBlock(place: Required<FileFollowerOptions>, position: number): Uint8Array | null {
  for (const path of [...listSegments(place)].reverse()) {
    const found = blockEndingAt(SegmentScan.open(place.disk, path), position);
    if (found !== null) return found;
  }
  return null;
}

function blockEndingAt(scan: SegmentScan, position: number): Uint8Array | null {
  try {
    for (let block = scan.next(); block !== null; block = scan.next()) {
      const { first, count, length } = block.head;
      if (first + count - 1 === position) return scan.bytesAt(block.offset, blockSpace(length));
    }
    return null;
  } finally {
    scan.close();
  }
}
