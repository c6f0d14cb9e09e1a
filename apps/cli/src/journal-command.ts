import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  describeLog,
  followJournal,
  lastPosition,
  nodeDisk,
  oldestPosition,
  readJournal,
  verifyLog,
  withArchive,
  type Disk,
  type JournalQuery,
  type JournalRecord,
  type LogReport,
  type TapeGap,
} from '@argosy/journal';

import { requireArchive, runArchive } from './journal-archive.ts';
import {
  compareWithRecord,
  linesOfEnd,
  linesOfTorn,
  missingLogs,
  type LogFolder,
} from './record/record-witness.ts';
import { parseWords, refuseOptions } from './words.ts';

const usage = `argosy journal: looks at the record of a shard or of a run, also while it is written

  argosy journal verify DIR    read it whole: every checksum, link and record; and whether it ends
                               where the run.json beside it says, and not before a snapshot
  argosy journal inspect DIR   list its segments
  argosy journal archive DIR --to ARCHIVE
                               copy its closed segments there, read them back, and remove here what
                               a snapshot covers; a journal is never deleted
  argosy journal tail DIR      print its last 20 records, or those from --from on

  --from N        from position N on
  --stream S      only input, or only event
  --account A     only what concerns an account
  --region R      only what was traded in a region
  --archive A     read what has left for an archive as well
  --before DATE   archive only what ended before
  --snapshots S   where the snapshots are, if not in DIR/snapshots
  --delete-tape   delete from the archive the market data that ended before --before, if it is
                  older than --tape-days (30)
  --follow        go on with what comes
  --json          one JSON object a line`;

const options = {
  from: { type: 'string' },
  stream: { type: 'string' },
  account: { type: 'string' },
  region: { type: 'string' },
  follow: { type: 'boolean' },
  archive: { type: 'string' },
  to: { type: 'string' },
  before: { type: 'string' },
  snapshots: { type: 'string' },
  'delete-tape': { type: 'boolean' },
  'tape-days': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Which verbs understand which options. */
const optionsOf: readonly (readonly [verbs: readonly string[], names: readonly string[]])[] = [
  [['tail'], ['from', 'stream', 'account', 'region', 'follow']],
  [['archive'], ['to', 'before', 'delete-tape', 'tape-days']],
  [['archive', 'verify'], ['snapshots']],
];
const TAIL = 20;

type Say = (line: string) => void;

/** Where lines go, and what ends a command that would go on for ever. */
export type Terminal = { readonly say: Say; readonly signal: AbortSignal };

type Values = ReturnType<typeof parse>['values'];

function parse(words: readonly string[]) {
  return parseWords('journal', words, options);
}

/** Obeys `argosy journal …`. Gives 0 when all is well, 1 where a journal is not whole, 2 for words that make no sense. */
export async function runJournalCommand(
  words: readonly string[],
  { say, signal }: Terminal,
): Promise<number> {
  const { values, positionals } = parse(words);
  const [verb, folder, ...more] = positionals;
  if (values.help === true) {
    say(usage);
    return 0;
  }
  if (verb === undefined || folder === undefined || more.length > 0) return misused(say, usage);
  if (!existsSync(folder)) return misused(say, `${folder}: no such folder`);
  const logs = logsIn(folder);
  if (logs.length === 0) return misused(say, `${folder}: no segment of a journal or tape in it`);
  refuseOthers(verb, values);
  if (verb === 'archive') return archive(logs, values, say);
  if (verb === 'verify') return verify([...logs, ...missingLogs(folder, logs)], values, say);
  if (verb === 'inspect') return inspect(logs, values, say);
  return verb === 'tail' ? tailOf(logs, values, { say, signal }) : misused(say, usage);
}

/** Options that are for other verbs. */
function refuseOthers(verb: string, values: Values): void {
  for (const [verbs, names] of optionsOf) {
    const why = `these are for ${verbs.join(' and ')}`;
    if (!verbs.includes(verb)) refuseOptions(`journal ${verb}`, values, { names, why });
  }
}

async function tailOf(
  logs: readonly LogFolder[],
  values: Values,
  { say, signal }: Terminal,
): Promise<number> {
  const query = queryOf(logs, values);
  if (typeof query === 'string') return misused(say, query);
  await tail(query, values, { say, signal });
  return 0;
}

function misused(say: Say, text: string): number {
  say(text);
  return 2;
}

/** The logs of a folder: its own segments, or those of the record of a run in it. */
function logsIn(folder: string): readonly LogFolder[] {
  const kinds = ['journal', 'tape'] as const;
  return kinds.flatMap((kind) => {
    const places = [folder, join(folder, kind)].filter((place) => existsSync(place));
    const place = places.find((one) => readdirSync(one).some((name) => name.endsWith(`.${kind}`)));
    return place === undefined ? [] : [{ kind, folder: place }];
  });
}

function archive(logs: readonly LogFolder[], values: Values, say: Say): number {
  const why = 'archive writes and moves; verify and inspect read';
  refuseOptions('journal archive', values, { names: ['archive', 'json'], why });
  runArchive({ ...values, logs }, say);
  return 0;
}

/** The disk a log is read from: with its archive, if one was told. */
function diskOf(folder: string, { archive: place }: Values): Disk {
  return place === undefined ? nodeDisk : withArchive({ folder, archive: requireArchive(place) });
}

/** A log, what it was found to be, and whether a run.json names its end. */
type Verdict = LogFolder & LogReport & { readonly isNamed: boolean };

function verify(logs: readonly LogFolder[], values: Values, say: Say): number {
  const { json } = values;
  const verdicts = logs.map((log) => verdictOf(log, values));
  for (const { folder, ...verdict } of verdicts) {
    if (json === true) say(JSON.stringify(verdict));
    else for (const line of linesOf({ folder, ...verdict })) say(line);
  }
  return verdicts.some(({ problem }) => problem !== null) ? 1 : 0;
}

function verdictOf(log: LogFolder, values: Values): Verdict {
  const { kind, folder } = log;
  const report = existsSync(folder)
    ? verifyLog(folder, kind, diskOf(folder, values))
    : { blocks: 0, records: 0, first: 0, last: 0, hash: '', tornBytes: 0, gaps: [], problem: null };
  const { isNamed, problem } = compareWithRecord({ ...log, snapshots: values.snapshots }, report);
  return { ...log, ...report, isNamed, problem: report.problem ?? problem };
}

function linesOf(verdict: Verdict): readonly string[] {
  const { kind, records, blocks, first, last, hash, problem, isNamed } = verdict;
  const extent =
    records === 0 ? 'empty' : `${records} records in ${blocks} blocks, ${first} to ${last}`;
  const lines = [`${kind}: ${extent}`];
  if (hash !== '') lines.push(`  last hash ${hash}`);
  lines.push(...linesOfTorn(verdict), ...verdict.gaps.map(lineOfGap));
  if (problem === null) return [...lines, ...linesOfEnd(verdict, isNamed)];
  const { position, code, message } = problem;
  return [...lines, `  NOT WHOLE at position ${position}: ${code}: ${message}`];
}

function lineOfGap({ from, upTo }: TapeGap): string {
  return `  without inputs ${from} to ${upTo ?? 'the end'}, but for those that the journal has`;
}

function inspect(logs: readonly LogFolder[], values: Values, say: Say): number {
  const { json } = values;
  const segments = logs.flatMap(({ kind, folder }) =>
    describeLog(folder, kind, diskOf(folder, values)),
  );
  for (const segment of segments) {
    if (json === true) {
      say(JSON.stringify(segment));
      continue;
    }
    const { path, kind, shard, region, epoch, first, records, blocks, usedBytes, bytes } = segment;
    const begun = new Date(segment.begunAt / 1000).toISOString();
    say(`${path}`);
    say(`  ${kind} of shard ${shard} in ${region}, epoch ${epoch}, begun ${begun}`);
    say(
      `  ${records} records from ${first} on, in ${blocks} blocks; ${usedBytes} of ${bytes} bytes`,
    );
  }
  return 0;
}

/** What of a journal is asked for; a text where that makes no sense. */
function queryOf(logs: readonly LogFolder[], values: Values): JournalQuery | string {
  const { from, stream, account, region } = values;
  const [log] = logs;
  if (log?.kind !== 'journal') return 'there is a tape, and no journal';
  const { folder } = log;
  if (stream !== undefined && stream !== 'input' && stream !== 'event') {
    return `--stream is ${stream}, expected input or event`;
  }
  const position = from === undefined ? undefined : Number(from);
  if (position !== undefined && !(Number.isSafeInteger(position) && position >= 1)) {
    return `--from is ${from}, expected a position, 1 or more`;
  }
  const wanted = { from: position, stream, account, region };
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return { folder, disk: diskOf(folder, values), ...Object.fromEntries(given) };
}

async function tail(
  query: JournalQuery,
  { follow, json }: Values,
  { say, signal }: Terminal,
): Promise<void> {
  const { folder, disk } = query;
  const last = lastPosition(folder, disk) - TAIL + 1;
  const from = query.from ?? Math.max(oldestPosition(folder, disk), last);
  const write = json === true ? textOf : toLine;
  const some = { ...query, from };
  if (follow === true) {
    for await (const record of followJournal(some, { signal })) say(write(record));
  } else {
    for (const record of readJournal(some)) say(write(record));
  }
}

function toLine({ position, stream, account, region, entry }: JournalRecord): string {
  const what = entry.kind === 'input' ? { number: entry.number, ...entry.input } : entry.event;
  return `${position} ${stream} ${account ?? '-'} ${region} ${textOf(what)}`;
}

/** Whole amounts beyond what JSON's numbers hold are written as text. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}
