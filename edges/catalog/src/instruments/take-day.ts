import { formatDay } from 'argosy/core';

import { catalogError } from '../errors.ts';
import { InstrumentMaster } from './instrument-master.ts';
import {
  loadFiles,
  type InstrumentFile,
  type LoadedFiles,
  type LoadOptions,
} from './load-files.ts';
import { diffMasters, type MasterDiff } from './master-diff.ts';
import { suspicionsOf, type Suspicion } from './master-guard.ts';
import type { SnapshotStore } from './snapshot-store.ts';

/** What a day is taken with. */
export type TakeOptions = Pick<LoadOptions, 'day' | 'signal' | 'onProgress'> & {
  /** Takes what looks wrong as well; what is not whole is refused all the same. */
  readonly isTrusted?: boolean;
};

/** A day that has been taken. */
export type TakenDay = Omit<LoadedFiles, 'columns'> & {
  readonly path: string;
  readonly master: InstrumentMaster;
  /** The day that is looked back at, this one where it is taken again; null where there was none. */
  readonly since: number | null;
  /** What is otherwise since then. */
  readonly diff: MasterDiff | null;
  /** What looked wrong and was trusted. */
  readonly suspicions: readonly Suspicion[];
};

/**
 * Reads the files of a day, holds them against the last day that is there, and keeps them. What looks wrong
 * is refused, and nothing in the folder changes.
 */
export async function takeDay(
  store: SnapshotStore,
  files: readonly InstrumentFile[],
  { isTrusted = false, ...options }: TakeOptions,
): Promise<TakenDay> {
  const last = store.latest(options.day);
  const previous = last === null ? null : store.load(last);
  const { columns, ...loaded } = await loadFiles(files, { ...options, previous });
  const master = new InstrumentMaster(columns);
  const suspicions = suspicionsOf(master, previous);
  if (suspicions.length > 0 && !isTrusted) throw suspicious(files, last, suspicions);
  options.signal?.throwIfAborted();
  const diff = previous === null ? null : diffMasters(previous, master);
  return { ...loaded, path: store.save(columns), master, since: last, diff, suspicions };
}

function suspicious(
  files: readonly InstrumentFile[],
  last: number | null,
  suspicions: readonly Suspicion[],
): Error {
  const names = files.map(({ path }) => path).join(', ');
  const beside = last === null ? '' : ` beside ${formatDay(last)}`;
  const told = suspicions.map(
    ({ what, subject, expected, found }) =>
      `${what} (${subject}): expected ${expected}, found ${found}`,
  );
  return catalogError('INSTRUMENTS_SUSPICIOUS', `${names}${beside}: ${told.join('; ')}`);
}
