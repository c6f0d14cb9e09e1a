import { hash } from 'node:crypto';
import { join } from 'node:path';

import type { Disk } from '../disk/disk.ts';
import { journalError } from '../errors.ts';
import type { LogPlace } from '../log/log-reader.ts';
import type { LogKind } from '../log/segment-header.ts';

/** A segment that is in the archive, and what vouches for it. */
export type ArchivedSegment = {
  /** The name of its file while it lived; in the archive it ends in `.zst`. */
  readonly name: string;
  readonly first: number;
  /** The position of its last record; one less than `first` where it has none. */
  readonly last: number;
  readonly blocks: number;
  /** When it was begun, and when the one after it was, in microseconds. */
  readonly begunAt: number;
  readonly endedAt: number;
  /** The hash of the last block before it, and of its own last one, in hexadecimal. */
  readonly previous: string;
  readonly hash: string;
  /** The hash of its own first block; empty where it has none, and left out by programs of before. */
  readonly firstHash?: string;
  readonly bytes: number;
  /** SHA-256 of its bytes, and of those in the archive. */
  readonly sha256: string;
  readonly packedSha256: string;
  /** When it was deleted, its retention being over; null while it is kept. */
  readonly deletedAt: number | null;
};

/** What an archive holds of a log, oldest first, each segment continuing the one before it. */
export type Manifest = { readonly kind: LogKind; readonly segments: readonly ArchivedSegment[] };

const FORMAT = 1;

/** Where the manifest of a log stands: in the archive, and a copy in the live folder. */
function manifestPath(folder: string, kind: LogKind): string {
  return join(folder, `${kind}.manifest`);
}

/** Reads a manifest; without a file there is nothing in the archive. One that is damaged is refused. */
export function loadManifest(disk: Disk, folder: string, kind: LogKind): Manifest {
  const path = manifestPath(folder, kind);
  const bytes = disk.readAll(path);
  if (bytes === null) return { kind, segments: [] };
  const text = Buffer.from(bytes).toString();
  const end = text.trimEnd().lastIndexOf('\n') + 1;
  const [body, seal] = [text.slice(0, end), text.slice(end)];
  if (seal !== sealOf(body)) throw damaged(path, 'its sum is wrong');
  const [head = '', ...lines] = body.trimEnd().split('\n');
  if (head !== headOf(kind))
    throw damaged(path, `it begins with ${head}, expected ${headOf(kind)}`);
  // The sum vouches that these lines are what was written.
  return { kind, segments: lines.map((line) => JSON.parse(line) as ArchivedSegment) };
}

/** Puts a manifest in its place, whole or not at all. */
export function saveManifest(disk: Disk, folder: string, manifest: Manifest): void {
  const lines = [headOf(manifest.kind), ...manifest.segments.map((one) => JSON.stringify(one))];
  const body = `${lines.join('\n')}\n`;
  disk.replace(manifestPath(folder, manifest.kind), Buffer.from(body + sealOf(body)));
}

/** The last segment that has left before a position; undefined where the manifest knows of none. */
export function segmentBefore(manifest: Manifest, first: number): ArchivedSegment | undefined {
  return manifest.segments.findLast(({ last }) => last === first - 1);
}

/**
 * Refuses a log that ends before what has left it, by its manifests: a segment leaves
 * only once another with records stands behind it. To go on from there would be to write those again.
 */
export function requireArchived(
  place: LogPlace & { readonly archive?: string },
  last: number,
): void {
  const { disk, kind, folder, archive = folder } = place;
  for (const holder of new Set([folder, archive])) {
    const proven = loadManifest(disk, holder, kind).segments.at(-1)?.last ?? 0;
    if (proven <= last) continue;
    const path = manifestPath(holder, kind);
    const detail = `it ends with ${last}, and by ${path} what has left it ends with ${proven}`;
    throw journalError('RECORDS_LOST', detail, { position: last, proven, path });
  }
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex');
}

function headOf(kind: LogKind): string {
  return JSON.stringify({ format: FORMAT, kind });
}

function sealOf(body: string): string {
  return `${JSON.stringify({ sha256: sha256(body) })}\n`;
}

function damaged(path: string, why: string): Error {
  return journalError('DAMAGED', `${path}: ${why}`, { path });
}
