import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { ArgosyError } from 'argosy/core';

/** What `run.json` says of a record: what it was made of, and what it came to. */
export type RecordHead = {
  readonly title: string;
  /** The folder of the run file, which the names of its data and modules start from. */
  readonly base: string;
  readonly hash: string;
  readonly inputs: number;
  readonly state: string;
  readonly journal: LogEnd;
  /** Null where no tape was kept. */
  readonly tape: LogEnd | null;
};

/** The last record of a log, and the hash that vouches for all before it. */
export type LogEnd = { readonly records: number; readonly hash: string };

/** The schema of `run.json`. */
export const RECORD_SCHEMA = 'argosy-record/1';

/** Where the parts of a record lie. */
export function partsOf(folder: string): {
  readonly head: string;
  readonly runFile: string;
  readonly journal: string;
  readonly tape: string;
} {
  return {
    head: join(folder, 'run.json'),
    runFile: join(folder, 'run.yaml'),
    journal: join(folder, 'journal'),
    tape: join(folder, 'tape'),
  };
}

/** What stands of a record: where its logs are, and its configuration. */
export type FoundRecord = {
  readonly folder: string;
  readonly journal: string;
  readonly tape: string;
  /** What it says of itself once it has ended; null for a shard's own, which may be written still. */
  readonly head: RecordHead | null;
  /** The run file; null where there is none. */
  readonly runFile: string | null;
};

/**
 * Finds the record in a folder: that of a run, or a shard's own, whose journal is in `journal` or in the
 * folder itself. `told` is a run file that takes the place of the one beside it.
 */
export function findRecord(folder: string, told?: string): FoundRecord {
  const { head, runFile, journal, tape } = partsOf(folder);
  const isRun = existsSync(head);
  const place = isRun ? journal : [journal, folder].find((one) => holds(one, 'journal'));
  if (place === undefined) {
    throw noRecord(
      folder,
      'it has no run.json, which argosy backtest --journal leaves, and no journal',
    );
  }
  if (told !== undefined && !existsSync(told)) throw noRecord(told, 'no such file');
  return {
    folder,
    journal: place,
    tape: [tape, folder].find((one) => holds(one, 'tape')) ?? tape,
    head: isRun ? readHead(folder) : null,
    runFile: told ?? (existsSync(runFile) ? runFile : null),
  };
}

function holds(folder: string, kind: 'journal' | 'tape'): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(`.${kind}`));
}

/** Reads what a record says of itself. */
export function readHead(folder: string): RecordHead {
  const { head } = partsOf(folder);
  if (!existsSync(head)) throw noRecord(folder, 'it has no run.json; argosy backtest --journal');
  const value = parseJson(readFileSync(head, 'utf8'), head);
  const { schema, title, base, hash, inputs, state, journal, tape } = recordOf(value);
  if (schema !== RECORD_SCHEMA) throw noRecord(head, `its schema is not ${RECORD_SCHEMA}`);
  if (typeof inputs !== 'number') throw noRecord(head, 'inputs is not a number');
  return {
    title: textOf(title),
    base: resolve(textOf(base)),
    hash: textOf(hash),
    inputs,
    state: textOf(state),
    journal: endOf(journal),
    tape: tape === null ? null : endOf(tape),
  };
}

/** Reads JSON; what is none is told with the name of its file. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw noRecord(file, error instanceof Error ? error.message : String(error));
  }
}

/** The members of an object; none where it is not one. */
function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function endOf(value: unknown): LogEnd {
  const { records, hash } = recordOf(value);
  return { records: typeof records === 'number' ? records : 0, hash: textOf(hash) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function noRecord(path: string, detail: string): ArgosyError {
  return new ArgosyError('BAD_RECORD', `${path}: ${detail}`);
}
