import { basename, join } from 'node:path';

import type { Disk } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import { segmentNames, type LogKind } from './segment-header.ts';
import { SegmentScan, type Block } from './segment-scan.ts';

/** Which log, and where it lies. */
export type LogPlace = { readonly disk: Disk; readonly folder: string; readonly kind: LogKind };

/** The segments of a log, in the order of their positions. */
export function listSegments({ disk, folder, kind }: LogPlace): readonly string[] {
  return segmentNames(disk.list(folder), kind).map((name) => join(folder, name));
}

/** The position a log begins with in its folder; 1 where it is empty. */
export function firstPosition(place: LogPlace): number {
  const [oldest] = listSegments(place);
  return oldest === undefined ? 1 : firstOfSegment(oldest);
}

/** The position of the first record of a segment, which its name tells. */
function firstOfSegment(path: string): number {
  return Number(basename(path).split('-')[0]);
}

/**
 * Reads the blocks of a log from the one that holds a position, and can be asked again when more may
 * have come: it follows a writer from segment to segment. What a fenced writer left behind the end of
 * its segment is passed over; what is damaged is refused with its position.
 */
export class LogReader {
  readonly #place: LogPlace;
  #scan: SegmentScan | null = null;
  #path = '';
  /** The segment after the one being read, once there is one. */
  #after: string | null = null;
  /** The position at which that one begins. */
  #limit = Number.POSITIVE_INFINITY;
  readonly #from: number;

  constructor(place: LogPlace, from = 1) {
    this.#place = place;
    this.#from = from;
  }

  /** The position of the record it would read next. */
  get position(): number {
    return this.#scan?.position ?? this.#from;
  }

  /** The hash of the last block read; null before the first segment is open. */
  get hash(): Uint8Array | null {
    return this.#scan?.hash ?? null;
  }

  /**
   * The hash of the block that ends right before the position asked for, which vouches for all before it; null where
   * none ends there. To be asked before the first block is read.
   */
  linkBefore(): Uint8Array | null {
    this.#scan ??= this.#openFirst();
    while (this.#scan !== null && this.#scan.position < this.#from) {
      if (this.next() === null) return null;
    }
    return this.#scan?.position === this.#from ? this.#scan.hash : null;
  }

  /** The next whole block; null where there is none yet. */
  next(): Block | null {
    this.#scan ??= this.#openFirst();
    while (this.#scan !== null) {
      const block = this.#nextIn(this.#scan);
      if (block !== null) return block;
      if (this.#after === null) {
        this.#lookAfter();
        if (this.#after === null) return null;
      } else {
        this.#scan = this.#goOn(this.#scan, this.#after);
      }
    }
    return null;
  }

  /** How many bytes of an unfinished block stand behind the last one; refuses damage there. */
  requireEnd(): number {
    const rest = this.#scan?.rest() ?? { kind: 'empty' };
    if (rest.kind === 'empty') return 0;
    if (rest.kind === 'torn') return rest.bytes;
    const detail = `${this.#path} after position ${this.position - 1}; a whole block begins at byte ${rest.behind}`;
    throw journalError('DAMAGED', detail, { path: this.#path, position: this.position });
  }

  /** Makes what was read safe, whoever wrote it: what is seen now is seen after a loss of power. */
  sync(): void {
    this.#scan?.sync();
  }

  close(): void {
    this.#scan?.close();
    this.#scan = null;
  }

  #openFirst(): SegmentScan | null {
    const paths = listSegments(this.#place);
    const path = paths.findLast((one) => firstOfSegment(one) <= this.#from);
    if (path !== undefined) return this.#open(path);
    const [oldest] = paths;
    if (oldest === undefined) return null;
    const [from, first] = [this.#from, firstOfSegment(oldest)];
    const detail = `${this.#place.folder} begins with ${first}, asked for ${from}; read it with its archive`;
    throw journalError('ARCHIVED', detail, { position: from, first });
  }

  #open(path: string): SegmentScan {
    const scan = SegmentScan.open(this.#place.disk, path);
    this.#path = path;
    this.#lookAfter();
    return scan;
  }

  #lookAfter(): void {
    this.#after = listSegments(this.#place).find((path) => path > this.#path) ?? null;
    this.#limit = this.#after === null ? Number.POSITIVE_INFINITY : firstOfSegment(this.#after);
  }

  /** The next block before the segment after begins: what stands behind that was never promised. */
  #nextIn(scan: SegmentScan): Block | null {
    if (scan.position >= this.#limit) return null;
    const block = scan.next();
    if (block !== null || this.#after === null) return block;
    const rest = scan.rest();
    if (rest.kind === 'empty') return null;
    const detail = `${this.#path} after position ${scan.position - 1}: ${rest.kind}`;
    throw journalError('DAMAGED', detail, { path: this.#path, position: scan.position });
  }

  #goOn(scan: SegmentScan, after: string): SegmentScan {
    const next = this.#open(after);
    const { header } = next;
    if (header.first === scan.position && Buffer.compare(header.previous, scan.hash) === 0) {
      scan.close();
      return next;
    }
    next.close();
    const detail = `${after} begins with ${header.first}, ${scan.position} is due`;
    throw journalError('CHAIN_BROKEN', detail, { path: after, position: scan.position });
  }
}
