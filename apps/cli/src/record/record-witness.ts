import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { Snapshots, type LogProblem } from '@argosy/journal';
import { ArgosyError } from 'argosy/core';

import { partsOf, readHead, type LogEnd } from './record-folder.ts';

/** Which log, and where its segments are. */
export type LogFolder = { readonly kind: 'journal' | 'tape'; readonly folder: string };

/** A log, and where its snapshots are, if not in `snapshots` in its folder or beside it. */
export type WitnessedLog = LogFolder & { readonly snapshots?: string | undefined };

/** What a log was found to end with. */
export type FoundEnd = {
  /** The position of its last whole record; 0 where there is none. */
  readonly last: number;
  /** The hash of its last block, in hexadecimal. */
  readonly hash: string;
  readonly tornBytes: number;
};

/** As much of it as is told in lines. */
type ToldEnd = Pick<FoundEnd, 'last' | 'tornBytes'>;

/** What vouches for the end of a log, and where the log is not so. */
export type Comparison = {
  /** Whether a run.json beside it names its end: a log alone cannot tell that its last block is gone. */
  readonly isNamed: boolean;
  readonly problem: LogProblem | null;
};

/**
 * Compares a log with what knows of its end beside it: the `run.json` of a run's record, and the
 * snapshots of a shard. One that is ahead of its journal proves that records are gone.
 */
export function compareWithRecord(log: WitnessedLog, found: FoundEnd): Comparison {
  try {
    const end = namedEnd(log);
    if (end === undefined) return { isNamed: false, problem: findSnapshotAhead(log, found) };
    return { isNamed: true, problem: differenceOf(end, found) };
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    const { code, message } = error;
    return { isNamed: false, problem: { code, message, position: found.last + 1 } };
  }
}

/** The logs that the `run.json` of a folder names and that are not among those that were found. */
export function missingLogs(folder: string, found: readonly LogFolder[]): readonly LogFolder[] {
  const { head, journal, tape } = partsOf(folder);
  if (!existsSync(head)) return [];
  const logs: readonly LogFolder[] = [
    { kind: 'journal', folder: journal },
    { kind: 'tape', folder: tape },
  ];
  return logs.filter((log) => {
    return !found.some(({ kind }) => kind === log.kind) && isNamed(log);
  });
}

/** What can be said of the end of a log in which nothing is wrong, a line each. */
export function linesOfEnd(
  { last, tornBytes }: ToldEnd,
  isNamedByRecord: boolean,
): readonly string[] {
  const upTo = `  whole up to record ${last}`;
  if (isNamedByRecord) {
    return [`  whole: ${last} records, the number and hash that run.json names`];
  }
  if (tornBytes > 0) {
    return [`${upTo}; whether what stood behind it was safe once nothing here can tell`];
  }
  return [`${upTo}; that none is gone behind it only a number and hash kept elsewhere can tell`];
}

/** What stands behind the last whole block, in a line; none where nothing does. */
export function linesOfTorn({ last, tornBytes }: ToldEnd): readonly string[] {
  if (tornBytes === 0) return [];
  return [`  ${tornBytes} bytes behind record ${last}: a loss of power or damage`];
}

/** What is named of a log; undefined where there is nothing that could name it. */
function namedEnd({ kind, folder }: LogFolder): LogEnd | undefined {
  const place = resolve(folder);
  const record = dirname(place);
  if (basename(place) !== kind || !existsSync(partsOf(record).head)) return undefined;
  return readHead(record)[kind] ?? { records: 0, hash: '' };
}

/** One that cannot be read names nothing here: it is told of with the log that is there. */
function isNamed(log: LogFolder): boolean {
  try {
    return (namedEnd(log)?.records ?? 0) > 0;
  } catch (error) {
    if (error instanceof ArgosyError) return false;
    throw error;
  }
}

function findSnapshotAhead(
  { kind, folder, snapshots }: WitnessedLog,
  { last }: FoundEnd,
): LogProblem | null {
  if (kind !== 'journal') return null;
  const places = snapshots === undefined ? snapshotFolders(folder) : [snapshots];
  const ahead = places
    .filter((place) => existsSync(place))
    .flatMap((place) => new Snapshots(place).beyond(last));
  const newest = ahead.toSorted((one, other) => other.position - one.position)[0];
  if (newest === undefined) return null;
  const message = `it ends with ${last}, and ${newest.path} was kept when it was safe up to ${newest.position}`;
  return { code: 'RECORDS_LOST', message, position: last + 1 };
}

function snapshotFolders(folder: string): readonly string[] {
  const inside = join(folder, 'snapshots');
  const place = resolve(folder);
  return basename(place) === 'journal' ? [inside, join(dirname(place), 'snapshots')] : [inside];
}

function differenceOf(end: LogEnd, { last, hash, tornBytes }: FoundEnd): LogProblem | null {
  const { records } = end;
  if (last !== records) {
    const gap = last < records ? `: ${records - last} are missing from the end` : '';
    const detail = `${last} records, run.json names ${records}${gap}`;
    return problem(detail, Math.min(last, records) + 1);
  }
  if (hash !== end.hash) {
    const detail = `the last hash is ${hash}, run.json names ${end.hash}: it was written anew`;
    return problem(detail, 1);
  }
  // The record of a run that has ended has no unfinished block.
  return tornBytes === 0
    ? null
    : problem(`${tornBytes} bytes stand behind the last record`, last + 1);
}

function problem(message: string, position: number): LogProblem {
  return { code: 'NOT_AS_RECORDED', message, position };
}
