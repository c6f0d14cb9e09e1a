import { journalError } from '../errors.ts';
import { FIRST_LINK } from './block.ts';
import { listSegments, type LogPlace } from './log-reader.ts';
import { SegmentScan } from './segment-scan.ts';

/** What a loss of power left unfinished; nothing of it was ever promised. */
export type TornTail = {
  readonly path: string;
  readonly offset: number;
  readonly bytes: number;
  /** Where the bytes were put aside. */
  readonly kept: string;
};

/** Where a log goes on. */
export type Recovered = {
  /** The position of the next record. */
  readonly next: number;
  /** The hash of the last block. */
  readonly hash: Uint8Array;
  readonly torn: TornTail | null;
};

/**
 * Finds the end of a log and makes it fit to go on: a torn tail is put aside and cut, unused room is
 * given back, what stands is made safe. Damage with whole blocks behind it is refused.
 */
export function recoverLog(place: LogPlace): Recovered {
  const path = listSegments(place).at(-1);
  if (path === undefined) return { next: 1, hash: FIRST_LINK, torn: null };
  const scan = SegmentScan.open(place.disk, path);
  try {
    while (scan.next() !== null);
    const torn = cutRest(place, scan, path);
    return { next: scan.position, hash: scan.hash, torn };
  } finally {
    scan.close();
  }
}

function cutRest({ disk }: LogPlace, scan: SegmentScan, path: string): TornTail | null {
  const rest = scan.rest();
  const { offset, position } = scan;
  if (rest.kind === 'damaged') {
    const detail = `${path} at byte ${offset}, position ${position}; a whole block begins at byte ${rest.behind}`;
    throw journalError('DAMAGED', detail, { path, offset, position, behind: rest.behind });
  }
  if (rest.kind === 'empty') {
    scan.cut();
    return null;
  }
  const kept = `${path}.torn-at-${offset}`;
  // The unused room behind it goes first: on a full disk the bytes that are put aside need it.
  scan.cut(rest.bytes);
  disk.replace(kept, scan.restBytes(rest.bytes));
  scan.cut();
  return { path, offset, bytes: rest.bytes, kept };
}
