import { SweepPool, type SearchRun } from '@argosy/lab';
import { ArgosyError } from 'argosy/core';
import { shareColumns, type BarColumns } from 'argosy/vector';

import { RunFileError } from '../run/open-run.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../words.ts';
import type { SweepGiven } from './sweep-module.ts';

const runsFromSource = import.meta.url.endsWith('.ts');

/** A sweep file, its bars, and how many threads it gets; as many as there are cores unless told. */
export type OnThreads = {
  readonly path: string;
  readonly bars: BarColumns;
  readonly threads: number | undefined;
};

/** Has threads search through a sweep file. Where the user interrupts, what that throws is null. */
export async function onThreads<Found>(
  { path, bars, threads }: OnThreads,
  search: (pool: SweepPool, run: SearchRun) => Promise<Found>,
): Promise<Found | null> {
  const pool = new SweepPool(threads);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  const module = new URL(`./sweep-module.${runsFromSource ? 'ts' : 'js'}`, import.meta.url);
  const given: SweepGiven = { path, bars: shareColumns(bars) };
  try {
    return await search(pool, { module, given, signal: stop.signal });
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await pool.close();
  }
}

/** Says what a sweep file has wrong, and gives the code for it. */
export async function guarded(terminal: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RunFileError) && !(error instanceof ArgosyError)) throw error;
    terminal.write(`${error.message}\n`);
    return exitCodes.misused;
  }
}

/** Refuses a sweep file that learns from its trials, where all are tried alike. */
export function refuseLearning(path: string, model: string): void {
  if (model !== 'tpe') return;
  throw new ArgosyError('BAD_SWEEP', `${path}: this tries all, or by chance, not tpe`);
}
