import type { InputNumber } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';

import type { Disk } from '../disk/disk.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { LogReader, listSegments, type LogPlace } from '../log/log-reader.ts';
import { SegmentScan } from '../log/segment-scan.ts';
import { readTapeRecord, type TapeMark, type TapeRecord } from './tape-record.ts';

/** Numbers of inputs that a tape was left without, and says so; those of them that the journal has are there. */
export type TapeGap = {
  readonly from: InputNumber;
  /** Null where nothing was taped since. */
  readonly upTo: InputNumber | null;
};

/** Reads a tape, oldest first. */
export function* readTape(folder: string, disk: Disk = nodeDisk): Generator<TapeRecord> {
  for (const record of recordsFrom({ folder, disk, kind: 'tape' }, 1)) {
    if (record.input !== null) yield record;
  }
}

/** A record of a tape and where it stands; one without an input marks that inputs were left out. */
export type PlacedTapeRecord = (TapeRecord | TapeMark) & { readonly position: number };

/** Which part of a tape is read: from the first position to the second, and to its end unless told. */
export type TapePart = {
  readonly folder: string;
  readonly from: number;
  readonly upTo?: number;
  readonly disk?: Disk;
};

/** Reads a part of a tape with positions and marks; the segments before it are not opened. */
export function* readTapePart(part: TapePart): Generator<PlacedTapeRecord> {
  const { folder, from, upTo = Number.POSITIVE_INFINITY, disk = nodeDisk } = part;
  for (const record of recordsFrom({ folder, disk, kind: 'tape' }, from)) {
    if (record.position > upTo) return;
    if (record.position >= from) yield record;
  }
}

/** Whose tape it is, and how far it will not change any more; null where the folder has none. */
export type TapeExtent = {
  readonly shard: string;
  /** The last position of a segment that another one follows; 0 where there is none. */
  readonly closedUpTo: number;
};

/** Looks at the last segments of a tape, whoever writes it. */
export function tapeExtent(folder: string, disk: Disk = nodeDisk): TapeExtent | null {
  let extent: TapeExtent | null = null;
  for (const path of [...listSegments({ folder, disk, kind: 'tape' })].reverse()) {
    const scan = SegmentScan.open(disk, path);
    const hasRecord = scan.next() !== null;
    scan.close();
    const { shard, first } = scan.header;
    extent = { shard, closedUpTo: hasRecord ? first - 1 : 0 };
    if (hasRecord) return extent;
  }
  return extent;
}

/** What a tape says of itself that it is left without, oldest first. */
export function readTapeGaps(folder: string, disk: Disk = nodeDisk): readonly TapeGap[] {
  const gaps = new TapeGaps();
  for (const record of recordsFrom({ folder, disk, kind: 'tape' }, 1)) gaps.take(record);
  return gaps.found;
}

/** Finds the gaps of a tape, one record after another. */
export class TapeGaps {
  readonly #closed: TapeGap[] = [];
  #from: InputNumber | null = null;

  /** Those found until now, oldest first. */
  get found(): readonly TapeGap[] {
    return this.#from === null ? this.#closed : [...this.#closed, { from: this.#from, upTo: null }];
  }

  /** Takes the next record. */
  take({ number, input }: TapeRecord | TapeMark): void {
    if (input === null) this.#from ??= number;
    else if (this.#from !== null) {
      this.#closed.push({ from: this.#from, upTo: toInputNumber(number - 1) });
      this.#from = null;
    }
  }
}

/** The last number of a tape, whoever writes it; null where it has none. */
export function lastNumberOf(folder: string, disk: Disk): InputNumber | null {
  const place: LogPlace = { folder, disk, kind: 'tape' };
  const end = endOf(place);
  let last: InputNumber | null = null;
  if (end > 0) for (const { number } of recordsFrom(place, end)) last = number;
  return last;
}

/** The position of the last record; segments without any may stand behind it. */
function endOf(place: LogPlace): number {
  const path = listSegments(place).at(-1);
  if (path === undefined) return 0;
  const scan = SegmentScan.open(place.disk, path);
  try {
    while (scan.next() !== null);
    return scan.position - 1;
  } finally {
    scan.close();
  }
}

/** From the segment on that holds a position. */
function* recordsFrom(place: LogPlace, from: number): Generator<PlacedTapeRecord> {
  const log = new LogReader(place, from);
  try {
    for (let block = log.next(); block !== null; block = log.next()) {
      const { head, records } = block;
      for (const [at, bytes] of records.entries()) {
        const position = head.first + at;
        yield { ...readTapeRecord(bytes, position), position };
      }
    }
  } finally {
    log.close();
  }
}
