import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { lastPosition, nodeDisk, shardOf, withArchive } from '@argosy/journal';
import {
  lagOf,
  openProjections,
  Projector,
  PROJECTIONS_FILE,
  rebuildProjections,
  requireOwnTables,
  type RebuildOptions,
  type RebuildReport,
  type RebuiltTable,
  type ShardJournal,
  type StorePlace,
} from '@argosy/storage';

import { requireArchive } from './journal-archive.ts';
import { exitCodes, parseWords, refuseOptions, UsageError } from './words.ts';

const usage = `argosy project: the tables that are made of journals

  argosy project rebuild --data DIR   make all of them anew beside the live ones, compare the two,
                                      print the sum of each table, and take their place
  argosy project status --data DIR    how far they are behind their journals

  --data DIR       what a node keeps: DIR/journal or DIR/journals/*, and DIR/${PROJECTIONS_FILE}
  --verify         only compare: 1 where a table differs, and nothing is changed
  --replace        of rebuild: tables of another journal are thrown away, not refused
  --postgres NAME  the tables are in this schema of the PostgreSQL that ARGOSY_POSTGRES names
  --archive A      where segments are that have left the one journal
  --json           one JSON object`;

const options = {
  data: { type: 'string' },
  verify: { type: 'boolean' },
  replace: { type: 'boolean' },
  postgres: { type: 'string' },
  archive: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Say = (line: string) => void;
type Environment = Readonly<Record<string, string | undefined>>;
/** What the command reads besides its words, and where its lines go. */
export type ProjectSurroundings = {
  readonly say: Say;
  readonly environment: Environment;
  /** Microseconds. */
  readonly now: () => number;
};

/**
 * Obeys `argosy project …`. Gives 0 when all is well, 1 where `--verify` finds a difference, 2 for words that
 * make no sense.
 */
export async function runProjectCommand(
  words: readonly string[],
  { say, environment, now }: ProjectSurroundings,
): Promise<number> {
  const { values, positionals } = parseWords('project', words, options);
  const { data, help = false, json: isJson = false } = values;
  const verb = verbOf(positionals);
  if (help || verb === null || data === undefined) {
    say(usage);
    return help ? exitCodes.done : exitCodes.misused;
  }
  const journals = journalsOf(data, values.archive);
  const place = placeOf(data, values.postgres, environment);
  if (verb === 'rebuild') {
    const { verify: isVerify = false, replace: isReplacing = false } = values;
    return rebuild({ place, journals, isVerify, isReplacing }, { say, isJson });
  }
  refuseOptions('project status', values, {
    names: ['verify', 'replace'],
    why: 'it is for rebuild',
  });
  return showStatus(place, journals, { say, now, isJson });
}

function verbOf([verb, ...more]: readonly string[]): 'rebuild' | 'status' | null {
  if (more.length > 0) return null;
  return verb === 'rebuild' || verb === 'status' ? verb : null;
}

async function rebuild(
  wish: RebuildOptions,
  { say, isJson }: { readonly say: Say; readonly isJson: boolean },
): Promise<number> {
  const report = await rebuildProjections(wish);
  if (isJson) say(JSON.stringify(report));
  else for (const line of linesOf(report, wish.isVerify)) say(line);
  return wish.isVerify && !report.isEqual ? exitCodes.bad : exitCodes.done;
}

/** The journals of a node: the one in `journal`, or one for each shard in `journals`. */
function journalsOf(data: string, archive: string | undefined): readonly ShardJournal[] {
  const many = join(data, 'journals');
  const folders = existsSync(many)
    ? readdirSync(many).map((name) => join(many, name))
    : [join(data, 'journal')];
  const found = folders.sort().flatMap((folder) => {
    const shard = existsSync(folder) ? shardOf(folder, 'journal') : null;
    return shard === null ? [] : [{ shard, folder }];
  });
  const [only] = found;
  if (only === undefined) throw new UsageError(`--data ${data}: no segment of a journal in it`);
  if (archive === undefined) return found;
  if (found.length > 1) throw new UsageError('--archive: there are several journals');
  const disk = withArchive({ folder: only.folder, archive: requireArchive(archive) });
  return [{ ...only, disk }];
}

function placeOf(data: string, schema: string | undefined, environment: Environment): StorePlace {
  if (schema === undefined) return { engine: 'sqlite', file: join(data, PROJECTIONS_FILE) };
  const connection = environment['ARGOSY_POSTGRES'];
  // On a command line everybody on the machine could read a password.
  if (connection === undefined) throw new UsageError('--postgres: ARGOSY_POSTGRES names no server');
  return { engine: 'postgres', connection, schema };
}

function linesOf(report: RebuildReport, isVerify: boolean): readonly string[] {
  const { tables, hasLive, isEqual, positions } = report;
  const lines = tables.map(lineOf);
  const reached = Object.entries(positions).map(([shard, position]) => `${shard} at ${position}`);
  const found = hasLive ? (isEqual ? 'equal to' : 'NOT EQUAL to') : 'without';
  const done = isVerify ? 'compared, nothing is changed' : `in their place: ${reached.join(', ')}`;
  return [...lines, `${found} the tables that were there; ${done}`];
}

function lineOf({ name, fresh, live, isEqual }: RebuiltTable): string {
  const head = `${name.padEnd(20)} ${String(fresh.rows).padStart(9)} rows  ${fresh.hash.slice(0, 32)}`;
  if (isEqual || live === null) return head;
  return `${head}  DIFFERS: ${live.rows} rows, ${live.hash.slice(0, 32)}`;
}

async function showStatus(
  place: StorePlace,
  journals: readonly ShardJournal[],
  { say, now, isJson }: { readonly say: Say; readonly now: () => number; readonly isJson: boolean },
): Promise<number> {
  if (place.engine === 'sqlite' && !existsSync(place.file)) {
    throw new UsageError(`${place.file}: no tables yet; argosy project rebuild makes them`);
  }
  const store = await openProjections(place);
  try {
    for (const { shard, folder, disk = nodeDisk } of journals) {
      const { progress } = await Projector.open({ store, shard });
      requireOwnTables({ shard, progress }, { folder, disk });
      const last = lastPosition(folder, disk);
      const lag = lagOf(progress, last, now());
      if (isJson) say(JSON.stringify({ shard, ...progress, last, lag }));
      else say(`${shard}: at ${progress.position} of ${last}, ${lag.records} records behind`);
    }
    return exitCodes.done;
  } finally {
    await store.close();
  }
}
