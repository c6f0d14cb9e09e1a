import type { RunReporter } from '@argosy/catalog';
import type { BacktestResult } from 'argosy/backtest';
import { RunSheet, writeTearSheetJson, type TearSheet } from 'argosy/report';

import type { OpenedRun } from '../run/open-run.ts';
import { UsageError } from '../words.ts';
import { fileOnCard } from './report-files.ts';

/** What a user says of a run for its tear sheet. */
export type SheetWords = {
  readonly benchmark?: string | null;
  /** How many were tried before this one was found. */
  readonly trials?: number | undefined;
};

/** Listens to the run of a run file, and makes its tear sheet. */
export function reporterOf(
  path: string,
  { config, title }: Pick<OpenedRun, 'config' | 'title'>,
  { benchmark = null, trials }: SheetWords,
): RunReporter & { sheet(result: BacktestResult): TearSheet } {
  requireBenchmark(config, benchmark);
  const listens = new RunSheet(config, { benchmark });
  const searched = trials === undefined ? {} : { trials };
  const words = trials === undefined ? '' : ` --trials ${trials}`;
  const place = { command: `argosy backtest ${path}${words}`, file: fileOnCard(path) };
  let made: TearSheet | null = null;
  const sheet = (result: BacktestResult): TearSheet =>
    (made ??= listens.make(result, { title, kind: 'backtest', place, ...searched }));
  return {
    sink: listens.sink,
    sheet,
    document: (result) => writeTearSheetJson(sheet(result)),
  };
}

/** Refuses a benchmark that the run does not know. */
function requireBenchmark(
  { instruments, series = [] }: OpenedRun['config'],
  benchmark: string | null,
): void {
  const known = [...instruments, ...series].map(({ id }) => String(id));
  if (benchmark === null || known.includes(benchmark)) return;
  throw new UsageError(`--benchmark ${benchmark}: the run has ${known.join(', ')}`);
}
