import {
  journalIdentity,
  JournalReader,
  lastPosition,
  nodeDisk,
  type Disk,
  type JournalRecord,
} from '@argosy/journal';
import { ArgosyError } from 'argosy/core';

import { storageError } from '../errors.ts';
import type { Progress } from './projection-target.ts';

/** Where a shard's journal is. */
export type JournalPlace = { readonly folder: string; readonly disk?: Disk };

/** The tables of a shard, as far as is known here. */
export type KnownTables = { readonly shard: string; readonly progress: Progress };

/** Records of whole blocks, unless somebody wants them up to a position within one. */
export type TailBatch = {
  readonly records: readonly JournalRecord[];
  readonly journal: string;
  readonly block: string;
};

/**
 * Refuses tables that are not those of a journal: asked before anybody reads them. Tables that are ahead of it may be its
 * own, and are passed over here: they are not written until they are made anew.
 */
export function requireOwnTables(tables: KnownTables, place: JournalPlace): void {
  try {
    JournalTail.open(tables, place).close();
  } catch (error) {
    if (error instanceof ArgosyError && error.code === 'PROJECTION_AHEAD') return;
    throw error;
  }
}

/** What a journal holds behind what the tables know. */
export class JournalTail {
  readonly #place: Required<JournalPlace>;
  readonly #reader: JournalReader;
  /** Null before there is a first block. */
  #journal: string | null;

  private constructor(
    place: Required<JournalPlace>,
    reader: JournalReader,
    journal: string | null,
  ) {
    this.#place = place;
    this.#reader = reader;
    this.#journal = journal;
  }

  /** Opens it; refuses tables of another journal, of a past that is no longer this one's, or that know more than it. */
  static open(tables: KnownTables, { folder, disk = nodeDisk }: JournalPlace): JournalTail {
    const { progress, shard } = tables;
    const named = nameJournal({ folder, disk });
    requireSameJournal(shard, progress, named);
    requireReached(tables, folder, lastPosition(folder, disk));
    const reader = new JournalReader({ folder, disk, from: progress.position + 1 });
    try {
      requireSamePast(tables, folder, reader);
    } catch (error) {
      reader.close();
      throw error;
    }
    return new JournalTail({ folder, disk }, reader, named.journal);
  }

  /** Whole blocks until there are so many records, or no more of them; none behind `to`. */
  take(atLeast: number, to: number = Number.POSITIVE_INFINITY): TailBatch {
    const records: JournalRecord[] = [];
    while (records.length < atLeast && this.#reader.position <= to) {
      const some = this.#reader.take();
      if (some === null) break;
      for (const record of some) if (record.position <= to) records.push(record);
    }
    const isWhole = this.#reader.position - 1 === records.at(-1)?.position;
    return { records, journal: this.#identity(), block: isWhole ? this.#reader.hash : '' };
  }

  /** Makes what was taken safe: what is projected is in the journal after a loss of power too. */
  sync(): void {
    this.#reader.sync();
  }

  close(): void {
    this.#reader.close();
  }

  #identity(): string {
    if (this.#journal !== null) return this.#journal;
    const { folder, disk } = this.#place;
    this.#journal = journalIdentity(folder, disk);
    return this.#journal ?? '';
  }
}

/** A journal as an error names it: by its folder, or what else is known of it. */
export type NamedJournal = {
  readonly name: string;
  /** Null of one that has no record yet, empty where it is not known. */
  readonly journal: string | null;
};

/** Looks at the journal in a folder. */
export function nameJournal({ folder, disk = nodeDisk }: JournalPlace): NamedJournal {
  const isEmpty = lastPosition(folder, disk) === 0;
  return { name: folder, journal: isEmpty ? null : (journalIdentity(folder, disk) ?? '') };
}

/** Refuses tables that are known to be of another journal. */
export function requireSameJournal(
  shard: string,
  { position, journal: found }: Progress,
  { name, journal }: NamedJournal,
): void {
  if (position === 0) return;
  const isKnown = found !== '' && journal !== '';
  if (journal !== null && (!isKnown || found === journal)) return;
  const whose =
    journal === null ? `${name} has no record yet` : `of ${name} it is ${shortName(journal)}`;
  const detail = `they hold shard ${shard} of the journal ${shortName(found)} up to ${position}, ${whose}. ${remedy}`;
  throw storageError('JOURNAL_FOREIGN', detail, { shard, found, expected: journal ?? '' });
}

const remedy =
  'Give this node tables of its own (another storage.schema), or the data folder whose journal these tables are of; ' +
  'to throw away what they hold: argosy project rebuild --replace';

function requireReached({ shard, progress }: KnownTables, folder: string, last: number): void {
  if (progress.position <= last) return;
  const found = `the tables of shard ${shard} are at ${progress.position}, ${folder} ends at ${last}`;
  throw storageError('PROJECTION_AHEAD', `${found}: rebuild them`, { last });
}

/** One that was put back from a copy and has gone on since is the same up to there, and another from there on. */
function requireSamePast(
  { shard, progress: { position, block } }: KnownTables,
  folder: string,
  reader: JournalReader,
): void {
  if (position === 0 || block === '') return;
  const found = reader.linkBefore();
  if (found === block) return;
  const ours = found === null ? 'has no block that ends there' : `has ${shortName(found)} there`;
  const detail = `the tables of shard ${shard} are at ${position}, behind the block ${shortName(block)}, ${folder} ${ours}`;
  const why = 'records were lost, or a copy of before was put back: argosy project rebuild';
  throw storageError('JOURNAL_DIVERGED', `${detail}. ${why}`, { shard, position });
}

function shortName(hash: string): string {
  return hash === '' ? '(unknown)' : hash.slice(0, 16);
}
