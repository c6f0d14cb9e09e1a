import { basename, dirname, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk, DiskFile } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import { loadManifest, sha256, type ArchivedSegment } from './manifest.ts';

/** A log's folder and where its old segments are. */
export type ArchivePlace = { readonly folder: string; readonly archive: string };

/**
 * A disk on which segments that are in the archive stand in their folder again, to be read: whatever
 * reads a log reads it whole through this.
 *
 * @example
 * const report = verifyLog(folder, 'journal', withArchive({ folder, archive }));
 */
export function withArchive({ folder, archive }: ArchivePlace, disk: Disk = nodeDisk): Disk {
  const kinds = ['journal', 'tape'] as const;
  const segments = kinds.flatMap((kind) => loadManifest(disk, archive, kind).segments);
  const kept = new Map(
    segments.filter(({ deletedAt }) => deletedAt === null).map((one) => [one.name, one]),
  );
  const inArchive = (path: string): ArchivedSegment | undefined =>
    dirname(path) === join(folder) && !disk.exists(path) ? kept.get(basename(path)) : undefined;
  return {
    makeFolder: (path) => disk.makeFolder(path),
    list: (path) => {
      const names = disk.list(path);
      return join(path) === join(folder) ? [...new Set([...names, ...kept.keys()])].sort() : names;
    },
    create: (path) => disk.create(path),
    open: (path) => {
      const segment = inArchive(path);
      return segment === undefined ? disk.open(path) : openArchived(disk, archive, segment);
    },
    readAll: (path) => disk.readAll(path),
    replace: (path, bytes) => disk.replace(path, bytes),
    exists: (path) => disk.exists(path) || inArchive(path) !== undefined,
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    syncFolder: (path) => disk.syncFolder(path),
  };
}

/** The file of a segment in the archive. */
export function packedPath(archive: string, name: string): string {
  return join(archive, `${name}.zst`);
}

/** Unpacks a segment; one that is not what was put there is refused with its position. */
export function openArchived(disk: Disk, archive: string, segment: ArchivedSegment): DiskFile {
  const path = packedPath(archive, segment.name);
  const refuse = (why: string): Error =>
    journalError(
      'DAMAGED',
      `${path}: ${why}; it holds positions ${segment.first} to ${segment.last}`,
      {
        path,
        position: segment.first,
      },
    );
  const packed = disk.readAll(path);
  if (packed === null) throw refuse('the file is gone');
  if (sha256(packed) !== segment.packedSha256) throw refuse('its bytes were changed');
  const bytes = new Uint8Array(zstdDecompressSync(packed, { maxOutputLength: segment.bytes }));
  if (sha256(bytes) !== segment.sha256) throw refuse('it does not hold what the manifest says');
  return new ReadOnlyFile(path, bytes);
}

class ReadOnlyFile implements DiskFile {
  readonly path: string;
  readonly #bytes: Uint8Array;

  constructor(path: string, bytes: Uint8Array) {
    this.path = path;
    this.#bytes = bytes;
  }

  size(): number {
    return this.#bytes.length;
  }

  read(at: number, length: number): Uint8Array {
    return this.#bytes.slice(at, at + length);
  }

  write(): void {
    throw this.#refusal();
  }

  writeNow(): void {
    throw this.#refusal();
  }

  /** What is in an archive was made safe when it was put there. */
  sync(done: (error: Error | null) => void): void {
    done(null);
  }

  syncNow(): void {}

  cut(): void {
    throw this.#refusal();
  }

  close(): void {}

  #refusal(): Error {
    return new Error(`${this.path} is in an archive and is not written`);
  }
}
