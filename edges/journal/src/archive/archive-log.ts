import { basename, dirname, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';

import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import { Lease } from '../log/lease.ts';
import { listSegments, type LogPlace } from '../log/log-reader.ts';
import type { LogKind, SegmentHeader } from '../log/segment-header.ts';
import { SegmentScan } from '../log/segment-scan.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { openArchived, packedPath, type ArchivePlace } from './archived-disk.ts';
import {
  loadManifest,
  saveManifest,
  sha256,
  type ArchivedSegment,
  type Manifest,
} from './manifest.ts';
import { requireOver, TAPE_DAYS } from './retention.ts';

/** Which segments go where. */
export type ArchiveOptions = ArchivePlace & {
  readonly kind: LogKind;
  readonly disk?: Disk;
  /** Where the shard's snapshots are; null where there are none: a journal's segments stay then. */
  readonly snapshots: string | null;
  /** Only segments that ended before this instant, in microseconds. */
  readonly before?: number;
  /** Goes on although another process seems to be at it. */
  readonly takeOver?: boolean;
};

/** What was done. */
export type ArchiveReport = {
  /** The names of those that were put into the archive now. */
  readonly archived: readonly string[];
  /** The names of those that left the live folder. */
  readonly removed: readonly string[];
  /** The names of those that are safe in the archive and stay, because no snapshot covers them. */
  readonly uncovered: readonly string[];
};

/** Which part of an archived tape may go. */
export type DeleteTapeOptions = {
  readonly archive: string;
  readonly disk?: Disk;
  readonly before: number;
  readonly now: number;
  readonly tapeDays?: number;
  readonly takeOver?: boolean;
};

/**
 * Copies the closed segments of a log into an archive, reads each back, writes it down, and only then
 * takes it out of the live folder. A journal's leaves only where the oldest snapshot that is kept
 * covers it. What was interrupted is gone on with by the next run; at no time is a record nowhere.
 *
 * @example
 * archiveLog({ folder, archive, kind: 'journal', snapshots: `${folder}/snapshots` });
 */
export function archiveLog(options: ArchiveOptions): ArchiveReport {
  const { disk = nodeDisk, archive, takeOver = false } = options;
  return underLease({ disk, archive, takeOver }, () => new Archiver(options, disk).run());
}

/**
 * Deletes what an archive holds of a tape from before an instant; the manifest goes on to vouch for
 * what follows. What is younger than its retention is refused, as is a journal of any age.
 */
export function deleteTape(options: DeleteTapeOptions): readonly string[] {
  const { disk = nodeDisk, archive, before, now, tapeDays = TAPE_DAYS, takeOver = false } = options;
  requireOver('tape', { before, now, tapeDays });
  return underLease({ disk, archive, takeOver }, () => {
    const manifest = loadManifest(disk, archive, 'tape');
    const isOver = ({ endedAt }: ArchivedSegment): boolean => endedAt < before;
    const gone = manifest.segments.filter((one) => isOver(one) && one.deletedAt === null);
    const segments = manifest.segments.map((one) =>
      gone.includes(one) ? { ...one, deletedAt: now } : one,
    );
    if (gone.length > 0) saveManifest(disk, archive, { kind: 'tape', segments });
    // Also what an earlier run had written down and not come to remove.
    for (const { name, deletedAt } of segments) {
      const path = packedPath(archive, name);
      if (deletedAt !== null && disk.exists(path)) disk.remove(path);
    }
    disk.syncFolder(archive);
    return gone.map(({ name }) => name);
  });
}

type Work = { readonly disk: Disk; readonly archive: string; readonly takeOver: boolean };

function underLease<Done>({ disk, archive, takeOver }: Work, run: () => Done): Done {
  disk.makeFolder(archive);
  disk.syncFolder(dirname(archive));
  const lease = Lease.take(disk, archive, takeOver);
  try {
    return run();
  } finally {
    lease.release();
  }
}

/** A segment that is closed: another one begins behind it. */
type Closed = { readonly path: string; readonly next: SegmentHeader };

class Archiver {
  readonly #options: ArchiveOptions;
  readonly #disk: Disk;
  readonly #place: LogPlace;
  #manifest: Manifest;

  constructor(options: ArchiveOptions, disk: Disk) {
    this.#options = options;
    this.#disk = disk;
    this.#place = { disk, folder: options.folder, kind: options.kind };
    this.#manifest = loadManifest(disk, options.archive, options.kind);
  }

  run(): ArchiveReport {
    const { before = Number.POSITIVE_INFINITY } = this.#options;
    const archived: string[] = [];
    const safe: ArchivedSegment[] = [];
    for (const closed of this.#closed()) {
      if (closed.next.begunAt >= before) break;
      const known = this.#known(closed.path);
      if (known === undefined) archived.push(basename(closed.path));
      safe.push(known ?? this.#archive(closed));
    }
    const covered = this.#covered();
    const leaves = safe.filter(({ last }) => last <= covered);
    if (leaves.length > 0) this.#remove(leaves);
    const namesOf = (some: readonly ArchivedSegment[]) => some.map(({ name }) => name);
    return {
      archived,
      removed: namesOf(leaves),
      uncovered: namesOf(safe.filter((one) => !leaves.includes(one))),
    };
  }

  /** Those with a record behind them: where a log ends has to be seen in the live folder. */
  #closed(): readonly Closed[] {
    const paths = listSegments(this.#place);
    const headers = paths.map((path) => {
      const scan = SegmentScan.open(this.#disk, path);
      const hasRecord = scan.next() !== null;
      scan.close();
      return { header: scan.header, hasRecord };
    });
    const lastWithRecord = headers.findLastIndex(({ hasRecord }) => hasRecord);
    return paths.slice(0, Math.max(0, lastWithRecord)).flatMap((path, at) => {
      const next = headers[at + 1]?.header;
      return next === undefined ? [] : [{ path, next }];
    });
  }

  /** What the archive has of a segment, read back; undefined where it has nothing yet. */
  #known(path: string): ArchivedSegment | undefined {
    const known = this.#manifest.segments.find(({ name }) => name === basename(path));
    if (known === undefined) return undefined;
    if (sha256(this.#bytesOf(path)) !== known.sha256) {
      const detail = `${path} is not what was archived under its name`;
      throw journalError('DAMAGED', detail, { path, position: known.first });
    }
    this.#readBack(known);
    return known;
  }

  #archive({ path, next }: Closed): ArchivedSegment {
    const bytes = this.#bytesOf(path);
    const survey = surveyed(this.#disk, path, next);
    const packed = zstdCompressSync(bytes);
    const segment: ArchivedSegment = {
      ...survey,
      name: basename(path),
      endedAt: next.begunAt,
      bytes: bytes.length,
      sha256: sha256(bytes),
      packedSha256: sha256(packed),
      deletedAt: null,
    };
    this.#requireNext(segment);
    this.#disk.replace(packedPath(this.#options.archive, segment.name), packed);
    this.#readBack(segment, next);
    this.#manifest = { ...this.#manifest, segments: [...this.#manifest.segments, segment] };
    saveManifest(this.#disk, this.#options.archive, this.#manifest);
    return segment;
  }

  /** An archive has no gaps, and is of one log. */
  #requireNext({ name, first, previous }: ArchivedSegment): void {
    const last = this.#manifest.segments.at(-1);
    if (last === undefined || (last.last === first - 1 && last.hash === previous)) return;
    const detail = `${name} begins with ${first}; ${this.#options.archive} ends with ${last.last}, or holds another log`;
    throw journalError('CHAIN_BROKEN', detail, { position: first });
  }

  /** Reads what the archive has now; with the segment after, every sum and link of it too. */
  #readBack(segment: ArchivedSegment, next?: SegmentHeader): void {
    const { archive } = this.#options;
    const open = () => openArchived(this.#disk, archive, segment);
    if (next === undefined) open().close();
    else surveyed({ open }, packedPath(archive, segment.name), next);
  }

  /** Up to which position the log can do without its older segments. */
  #covered(): number {
    const { kind, snapshots } = this.#options;
    // Nothing starts from a tape: it is read to do a run again, out of the archive as well.
    if (kind === 'tape') return Number.POSITIVE_INFINITY;
    if (snapshots === null) return 0;
    const kept = [...new Snapshots(snapshots, this.#disk).newestFirst()];
    const positions = kept.map(({ snapshot }) => snapshot?.position ?? 0);
    return positions.length === 0 ? 0 : Math.min(...positions);
  }

  /** The live folder says first where its log goes on from; the oldest leaves first, and for good. */
  #remove(leaves: readonly ArchivedSegment[]): void {
    const { folder } = this.#options;
    saveManifest(this.#disk, folder, this.#manifest);
    for (const { name } of leaves) {
      this.#disk.remove(join(folder, name));
      this.#disk.syncFolder(folder);
    }
  }

  #bytesOf(path: string): Uint8Array {
    return this.#disk.readAll(path) ?? new Uint8Array(0);
  }
}

type Survey = Pick<
  ArchivedSegment,
  'first' | 'last' | 'blocks' | 'begunAt' | 'previous' | 'hash' | 'firstHash'
>;

/** Reads a segment through, to where the next one begins; refuses one that does not reach there. */
function surveyed(disk: Pick<Disk, 'open'>, path: string, next: SegmentHeader): Survey {
  const scan = SegmentScan.open(disk, path);
  try {
    let blocks = 0;
    let firstHash = '';
    for (let block; scan.position < next.first && (block = scan.next()) !== null; blocks += 1) {
      if (blocks === 0) firstHash = hexOf(block.hash);
    }
    if (scan.position !== next.first || Buffer.compare(scan.hash, next.previous) !== 0) {
      const detail = `${path} after position ${scan.position - 1}; the next segment begins with ${next.first}`;
      throw journalError('DAMAGED', detail, { path, position: scan.position });
    }
    const { first, begunAt, previous } = scan.header;
    const [last, hash] = [scan.position - 1, hexOf(scan.hash)];
    return { first, last, blocks, begunAt, previous: hexOf(previous), hash, firstHash };
  } finally {
    scan.close();
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
