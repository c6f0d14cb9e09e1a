import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { parseTimestamp } from 'argosy/core';
import {
  archiveLog,
  deleteTape,
  requireOver,
  TAPE_DAYS,
  type ArchiveReport,
} from '@argosy/journal';

import { UsageError } from './words.ts';

/** A log, the folder that holds it, and what its operator wants of the archive, in words. */
export type ArchiveWish = {
  readonly logs: readonly { readonly kind: 'journal' | 'tape'; readonly folder: string }[];
  readonly to?: string | undefined;
  readonly before?: string | undefined;
  readonly snapshots?: string | undefined;
  readonly 'delete-tape'?: boolean | undefined;
  readonly 'tape-days'?: string | undefined;
};

/** Obeys `argosy journal archive`: moves closed segments, and deletes of a tape what is over. */
export function runArchive(wish: ArchiveWish, say: (line: string) => void): void {
  const archive = archiveOf(wish);
  const before = wish.before === undefined ? undefined : instantOf(wish.before);
  const deletion = deletionOf(wish, before);
  for (const { kind, folder } of wish.logs) {
    const snapshots = snapshotsOf(wish, folder);
    const some = before === undefined ? {} : { before };
    const report = archiveLog({ kind, folder, archive, snapshots, ...some });
    for (const line of linesOf(kind, report)) say(line);
  }
  if (deletion === null) return;
  const gone = deleteTape({ archive, ...deletion });
  say(`tape: ${gone.length} segments deleted for good`);
}

type Deletion = { readonly before: number; readonly now: number; readonly tapeDays: number };

/** What of the tape is to be deleted; what may not be is refused before anything has moved. */
function deletionOf(wish: ArchiveWish, before: number | undefined): Deletion | null {
  const tapeDays = daysOf(wish['tape-days']);
  if (wish['delete-tape'] !== true) {
    if (wish['tape-days'] === undefined) return null;
    throw new UsageError('journal: --tape-days: there is no --delete-tape');
  }
  if (before === undefined) {
    throw new UsageError('journal: --delete-tape needs --before DATE: nothing is deleted unasked');
  }
  const deletion = { before, now: Date.now() * 1000, tapeDays };
  requireOver('tape', deletion);
  return deletion;
}

/** The folder of an archive that is to be read; one that is not there is refused. */
export function requireArchive(path: string): string {
  const manifests = ['journal.manifest', 'tape.manifest'].map((name) => join(path, name));
  if (manifests.some((one) => existsSync(one))) return path;
  throw new UsageError(`--archive ${path}: no manifest of an archive in it`);
}

function archiveOf({ to }: ArchiveWish): string {
  if (to === undefined) throw new UsageError('journal: archive needs --to ARCHIVE');
  const above = dirname(resolve(to));
  if (existsSync(above)) return resolve(to);
  throw new UsageError(`journal: --to ${to}: ${above} is not there; make it first`);
}

/** Where a shard's snapshots are: as told, or beside its segments. */
function snapshotsOf({ snapshots }: ArchiveWish, folder: string): string | null {
  if (snapshots !== undefined) {
    if (existsSync(snapshots)) return snapshots;
    throw new UsageError(`journal: --snapshots ${snapshots}: no such folder`);
  }
  const beside = join(folder, 'snapshots');
  return existsSync(beside) ? beside : null;
}

function instantOf(text: string): number {
  const found = parseTimestamp(/^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T00:00:00Z` : text);
  if (found.ok) return found.value.at;
  throw new UsageError(`journal: --before ${text}: ${found.refusal.reason}`);
}

function daysOf(text: string | undefined): number {
  const days = text === undefined ? TAPE_DAYS : Number(text);
  if (Number.isSafeInteger(days) && days >= 1) return days;
  throw new UsageError(`journal: --tape-days is ${text}, expected a whole number from 1 on`);
}

function linesOf(kind: string, { archived, removed, uncovered }: ArchiveReport): readonly string[] {
  const lines = [
    `${kind}: ${archived.length} segments put into the archive and read back`,
    `${kind}: ${removed.length} removed from the live folder`,
  ];
  if (uncovered.length > 0) {
    lines.push(`${kind}: ${uncovered.length} stay as well: no snapshot covers them yet`);
  }
  return lines;
}
