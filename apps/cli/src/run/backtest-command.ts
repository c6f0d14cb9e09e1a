import { join, relative } from 'node:path';

import { runToFiles, saveRunParquet } from '@argosy/catalog';
import { checkCode, withoutSurroundings } from '@argosy/fleet';
import {
  placedMistakesOf,
  proveBacktest,
  type BacktestResult,
  type RunProgress,
} from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';

import { figuresOf } from '../figures.ts';
import { originOf } from '../origin.ts';
import { RECORD_SLICE_INPUTS, RecordKeeper } from '../record/keep-record.ts';
import type { Terminal } from '../terminal.ts';
import { writeReports } from '../report/report-files.ts';
import { reporterOf } from '../report/run-reporter.ts';
import { exitCodes } from '../words.ts';
import { LogTail } from './log-tail.ts';
import { openRun, RunFileError, type OpenedRun } from './open-run.ts';
import { progressShare } from './progress-share.ts';

/** So many inputs are handled between two looks at whether somebody wants it to end. */
const PROGRESS_SLICE_INPUTS = 1_000;

/** What `argosy backtest` needs to know. */
export type BacktestOptions = {
  /** The folder that gets the results; none are written without it. */
  readonly out: string | null;
  /** Whether the run is also proved to depend on its data and its seed alone. */
  readonly proves: boolean;
  /** The folder that gets the record of the run; none is kept without it. */
  readonly journal?: string | null;
  /** Whether market data are part of the record; they are unless told. */
  readonly hasTape?: boolean;
  /** Files that get the tear sheet: pages or JSON, as their names end. */
  readonly reports?: readonly string[];
  /** The id of the instrument that the tear sheet compares with; what the data suggest unless told. */
  readonly benchmark?: string | null;
  /** How many were tried before this one was found, for its tear sheet. */
  readonly trials?: number | undefined;
  /** Whether the tables in `out` are written as Parquet too. */
  readonly hasParquet?: boolean;
  /** Where the names in the run file start from; its own folder unless told. */
  readonly base?: string | undefined;
  /** Whether a line tells each hundredth of the run that is done: for whoever started it as a process. */
  readonly tellsProgress?: boolean;
  readonly terminal: Terminal;
};

/**
 * Runs a run file, or proves it. Gives 0 when all went well, 1 when a strategy was stopped by its
 * own fault or the proof found something, 2 for a run file with mistakes, 130 when interrupted.
 */
export async function runBacktestCommand(path: string, options: BacktestOptions): Promise<number> {
  const { terminal, base } = options;
  try {
    const opened = await openRun(path, originOf(), base);
    terminal.write(`${opened.title}\n`);
    return await withLines(opened, () => {
      return options.proves ? prove(opened, terminal) : keep(path, opened, options);
    });
  } catch (error) {
    if (!(error instanceof RunFileError) && !isBadInput(error)) throw error;
    terminal.write(`${error.message}\n`);
    return isBadInput(error) && error.code === 'RECORD_NOT_WRITTEN'
      ? exitCodes.bad
      : exitCodes.misused;
  }
}

/** What is wrong with the configuration and shows only in its data is told with its line as well. */
async function withLines(
  { told }: OpenedRun,
  work: () => number | Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const mistakes = placedMistakesOf(error);
    throw mistakes.length > 0 ? told(mistakes) : error;
  }
}

function isBadInput(error: unknown): error is ArgosyError {
  return error instanceof ArgosyError;
}

/** Runs, and keeps the record of the run where one is wanted: the whole of it, or nothing. */
async function keep(path: string, opened: OpenedRun, options: BacktestOptions): Promise<number> {
  const { journal: folder = null, hasTape = true } = options;
  if (folder === null) return run(path, opened, { ...options, keeper: null });
  const { title } = opened;
  const keeper = await RecordKeeper.open({ folder, runFile: path, title, hasTape });
  try {
    const code = await run(path, opened, { ...options, keeper });
    options.terminal.write(
      `record: ${join(folder, 'run.json')}, journal${hasTape ? ', tape' : ''}\n`,
    );
    return code;
  } finally {
    await keeper.abandon();
  }
}

async function run(
  path: string,
  opened: OpenedRun,
  options: BacktestOptions & { readonly keeper: RecordKeeper | null },
): Promise<number> {
  const { config, scales } = opened;
  const { out, terminal, keeper, reports = [] } = options;
  const hasSheet = out !== null || reports.length > 0;
  const reporter = hasSheet ? reporterOf(path, opened, options) : null;
  const onProgress = progressOf(opened, options);
  const log = new LogTail();
  // Strategies see no clock and no chance but the run's own.
  const driven = await runToFiles(config, {
    out,
    onProgress,
    guard: withoutSurroundings,
    keeper,
    reporter,
    onLog: (record) => log.add(record),
    ...sliceOf(options),
  });
  const { state, result } = driven;
  if (reporter !== null) writeReports(reports, reporter.sheet(result));
  const tables = await tablesOf(options);
  const files = out === null ? [] : [`\nresults: ${join(out, 'result.json')}, ${resultFiles(log)}`];
  const lines = [
    `${terminal.isTTY === true ? '\r' : ''}${state}${' '.repeat(40)}`,
    ...figuresOf(result, scales),
    ...log.lines,
    ...files,
    ...reports.map((report) => `tear sheet: ${report}`),
    ...tables.map((table) => `table: ${table}`),
  ];
  for (const line of lines) terminal.write(`${line}\n`);
  const stopped = faultLines(result);
  for (const line of stopped) terminal.write(`${line}\n`);
  if (stopped.length > 0) return exitCodes.bad;
  return state === 'done' ? exitCodes.done : exitCodes.interrupted;
}

/** Whoever waits for a record or for progress gets its turn more often. */
function sliceOf({
  keeper,
  tellsProgress = false,
}: BacktestOptions & { readonly keeper: RecordKeeper | null }): { readonly sliceInputs?: number } {
  if (tellsProgress) return { sliceInputs: PROGRESS_SLICE_INPUTS };
  return keeper === null ? {} : { sliceInputs: RECORD_SLICE_INPUTS };
}

/** The results as Parquet, where they are wanted so. */
function tablesOf({ out, hasParquet }: BacktestOptions): Promise<readonly string[]> {
  return out !== null && hasParquet === true ? saveRunParquet(out) : Promise.resolve([]);
}

function resultFiles({ lines }: LogTail): string {
  const log = lines.length === 0 ? '' : ', log.csv';
  return `sheet.json, fills.csv, trades.csv, equity.csv${log}`;
}

function faultLines({ faults }: BacktestResult): readonly string[] {
  return faults.map(({ strategy, callback, message }) => {
    return `stopped: ${strategy} in ${callback}: ${message}`;
  });
}

function prove({ config, modules }: OpenedRun, terminal: Terminal): number {
  const reaching = modules.flatMap(reachingOut);
  const proof = proveBacktest(config, {
    guard: withoutSurroundings,
    onRun: (done, all) =>
      terminal.write(terminal.isTTY === true ? `\rrun ${done + 1} of ${all}` : ''),
  });
  const found = proof.findings.map(({ rule, detail }) => `${rule}: ${detail}`);
  const stopped = faultLines(proof.result);
  for (const line of [...stopped, ...reaching, ...found]) terminal.write(`\n${line}`);
  const holds = proof.holds && reaching.length === 0;
  const { runs, result } = proof;
  terminal.write(`\n${holds ? 'holds' : 'does not hold'}: ${runs} runs, hash ${result.hash}\n`);
  return holds && stopped.length === 0 ? 0 : 1;
}

/** What a run can show of a strategy is not all: one that reads a file knows what no cut takes away. */
function reachingOut(module: string): readonly string[] {
  return checkCode(module)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ file, line, column, code, message }) => {
      const place = [relative(process.cwd(), file), line, column].filter((part) => part !== null);
      return `${code}: ${place.join(':')}: ${message}`;
    });
}

/** Shows how far a run is: at a terminal in place, to a process in lines. */
function progressOf(
  { config, files }: OpenedRun,
  { terminal, tellsProgress = false }: BacktestOptions,
): (progress: RunProgress) => void {
  if (!tellsProgress) return (progress) => showProgress(terminal, progress);
  const shareOf = progressShare({ from: config.from, until: config.until, files });
  let told = -1;
  return (progress) => {
    const hundredths = Math.floor((shareOf(progress) ?? 0) * 100);
    if (hundredths <= told) return;
    told = hundredths;
    terminal.write(`progress ${hundredths}\n`);
  };
}

function showProgress(terminal: Terminal, { inputs }: RunProgress): void {
  if (terminal.isTTY === true) terminal.write(`\r${inputs} inputs`);
}
