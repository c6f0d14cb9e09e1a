import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { firstPosition, listSegments } from '../log/log-reader.ts';
import type { LogKind, SegmentHeader } from '../log/segment-header.ts';
import { SegmentScan } from '../log/segment-scan.ts';

/** One segment of a log as it stands on the disk. */
export type SegmentReport = Omit<SegmentHeader, 'previous'> & {
  readonly path: string;
  readonly bytes: number;
  /** How many of them hold blocks. */
  readonly usedBytes: number;
  readonly blocks: number;
  readonly records: number;
};

/** What segments a log has; each is read through. */
export function describeLog(
  folder: string,
  kind: LogKind,
  disk: Disk = nodeDisk,
): readonly SegmentReport[] {
  return listSegments({ disk, folder, kind }).map((path) => describeSegment(disk, path));
}

/** The shard that a log is of, as its first segment says; null where there is none. */
export function shardOf(folder: string, kind: LogKind, disk: Disk = nodeDisk): string | null {
  const [path] = listSegments({ disk, folder, kind });
  if (path === undefined) return null;
  const scan = SegmentScan.open(disk, path);
  try {
    return scan.header.shard;
  } finally {
    scan.close();
  }
}

/** The position a journal begins with in its folder: those before it are in an archive. */
export function oldestPosition(folder: string, disk: Disk = nodeDisk): number {
  return firstPosition({ disk, folder, kind: 'journal' });
}

/** The position of a journal's last record; 0 where it has none. */
export function lastPosition(folder: string, disk: Disk = nodeDisk): number {
  const path = listSegments({ disk, folder, kind: 'journal' }).at(-1);
  if (path === undefined) return 0;
  const { first, records } = describeSegment(disk, path);
  return first + records - 1;
}

function describeSegment(disk: Disk, path: string): SegmentReport {
  const scan = SegmentScan.open(disk, path);
  try {
    let blocks = 0;
    while (scan.next() !== null) blocks += 1;
    const { previous: _, ...header } = scan.header;
    const records = scan.position - header.first;
    return { ...header, path, bytes: scan.size, usedBytes: scan.offset, blocks, records };
  } finally {
    scan.close();
  }
}
