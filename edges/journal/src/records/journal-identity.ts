import { loadManifest } from '../archive/manifest.ts';
import type { Disk } from '../disk/disk.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { firstPosition, LogReader, type LogPlace } from '../log/log-reader.ts';

/**
 * What a journal is told from all others by: the hash of its first block, in hexadecimal. Every later block vouches for
 * it, and a follower, a copy and an archive have the same. Null before the first block, and where that has left
 * for an archive which an older program made.
 */
export function journalIdentity(folder: string, disk: Disk = nodeDisk): string | null {
  const place: LogPlace = { disk, folder, kind: 'journal' };
  return firstPosition(place) === 1 ? hashOfFirst(place) : hashOfArchived(place);
}

function hashOfFirst(place: LogPlace): string | null {
  const reader = new LogReader(place);
  try {
    const block = reader.next();
    return block === null ? null : Buffer.from(block.hash).toString('hex');
  } finally {
    reader.close();
  }
}

/** The live folder has a copy of the manifest from before the first segment left it. */
function hashOfArchived({ disk, folder, kind }: LogPlace): string | null {
  const { segments } = loadManifest(disk, folder, kind);
  return segments.find(({ blocks }) => blocks > 0)?.firstHash ?? null;
}
