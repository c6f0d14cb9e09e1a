import { ArgosyError } from 'argosy/core';

import { storageError } from '../errors.ts';
import { catchUp } from '../project/follow.ts';
import { nameJournal, requireSameJournal, type JournalPlace } from '../project/journal-tail.ts';
import { ProjectionTarget, type Progress } from '../project/projection-target.ts';
import { Projector } from '../project/projector.ts';
import type { ProjectionTable } from '../schema/projection-tables.ts';
import type { ProjectionStore, StorePlace } from '../store.ts';
import { hashProjections, type TableHash } from '../table-hash.ts';
import { fileSite } from './file-site.ts';
import type { RebuildSite } from './rebuild-site.ts';
import { schemaSite } from './schema-site.ts';

/** The journal of a shard. */
export type ShardJournal = JournalPlace & { readonly shard: string };

/** What is made anew, of what. */
export type RebuildOptions = {
  readonly place: StorePlace;
  readonly journals: readonly ShardJournal[];
  /** Whether the fresh tables only prove the live ones, and take no place. */
  readonly isVerify: boolean;
  /** Whether live tables of another journal may be thrown away; they are refused unless told. */
  readonly isReplacing?: boolean;
};

/** A table as the journals make it, and as it was found. */
export type RebuiltTable = {
  readonly name: ProjectionTable;
  readonly fresh: TableHash;
  /** Null where there were no live tables that could be read. */
  readonly live: TableHash | null;
  readonly isEqual: boolean;
};

/** What came of it. */
export type RebuildReport = {
  /** Both at the positions that the live tables had reached, or the journals' ends where there were none. */
  readonly tables: readonly RebuiltTable[];
  readonly hasLive: boolean;
  readonly isEqual: boolean;
  /** Where each shard's fresh tables have come to. */
  readonly positions: Readonly<Record<string, number>>;
};

/**
 * Makes all projections anew beside the live ones, compares the two where the live ones had come to, goes on to
 * the end of the journals and takes their place. Whoever projects must have stopped before.
 */
export async function rebuildProjections(options: RebuildOptions): Promise<RebuildReport> {
  const site = await takeSite(options.place);
  try {
    const report = await buildAt(site, options);
    if (!options.isVerify) await site.swap();
    return report;
  } finally {
    await site.leave();
  }
}

/** Takes a place for its tables to be made anew; throws while somebody projects there, or makes them anew as well. */
async function takeSite(place: StorePlace): Promise<RebuildSite> {
  return place.engine === 'sqlite' ? fileSite(place.file) : schemaSite(place);
}

async function buildAt(site: RebuildSite, options: RebuildOptions): Promise<RebuildReport> {
  const live = await site.openLive();
  try {
    const fresh = await site.openFresh();
    try {
      return await build(options, live, fresh);
    } finally {
      await fresh.close();
    }
  } finally {
    await live?.close();
  }
}

async function build(
  { journals, isReplacing = false }: RebuildOptions,
  found: ProjectionStore | null,
  fresh: ProjectionStore,
): Promise<RebuildReport> {
  if (found !== null) await requireJournals(found, journals);
  const live = found === null || (await isOwn(found, journals, isReplacing)) ? found : null;
  const projectors = new Map<ShardJournal, Projector>();
  for (const journal of journals) {
    const projector = await Projector.open({ store: fresh, shard: journal.shard });
    projectors.set(journal, projector);
    const reached = live === null ? null : await progressOf(live, journal.shard);
    await catchUp(projector, reached === null ? journal : { ...journal, to: reached.position });
  }
  const tables = compare(await hashProjections(fresh), live && (await hashProjections(live)));
  const positions: Record<string, number> = {};
  for (const [journal, projector] of projectors) {
    positions[journal.shard] = await catchUp(projector, journal);
  }
  const hasLive = live !== null;
  return { tables, hasLive, isEqual: tables.every(({ isEqual }) => isEqual), positions };
}

/** Whoever has the journals of some shards alone must not take the others' rows away. */
async function requireJournals(
  { db }: ProjectionStore,
  journals: readonly ShardJournal[],
): Promise<void> {
  const rows = await db.selectFrom('projection_progress').select('shard').execute();
  const given = new Set(journals.map(({ shard }) => shard));
  const missing = rows.map(({ shard }) => shard).filter((shard) => !given.has(shard));
  if (missing.length === 0) return;
  throw storageError('SHARD_MISSING', missing.sort().join(', '), { shards: missing.join(' ') });
}

/** Whether tables are of these journals; those of another one are refused, unless they may be thrown away. */
async function isOwn(
  live: ProjectionStore,
  journals: readonly ShardJournal[],
  isReplacing: boolean,
): Promise<boolean> {
  try {
    for (const place of journals) await requireOwn(live, place);
    return true;
  } catch (error) {
    if (isReplacing && error instanceof ArgosyError && error.code === 'JOURNAL_FOREIGN')
      return false;
    throw error;
  }
}

async function requireOwn(live: ProjectionStore, { shard, ...place }: ShardJournal): Promise<void> {
  const progress = await progressOf(live, shard);
  requireSameJournal(shard, progress, nameJournal(place));
}

function progressOf(store: ProjectionStore, shard: string): Promise<Progress> {
  return new ProjectionTarget(store, shard).progress();
}

function compare(
  fresh: readonly TableHash[],
  live: readonly TableHash[] | null,
): readonly RebuiltTable[] {
  return fresh.map((table) => {
    const found = live?.find(({ name }) => name === table.name) ?? null;
    return { name: table.name, fresh: table, live: found, isEqual: found?.hash === table.hash };
  });
}
