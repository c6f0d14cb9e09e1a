import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { SweepPool } from '@argosy/lab';
import { ArgosyError } from 'argosy/core';
import {
  judgeSweep,
  scoreOf,
  Sweep,
  walkForward,
  type Objective,
  type RunFigures,
  type SearchSpace,
  type SearchValues,
  type SweepOptions,
  type SweepVerdict,
  TrialTable,
} from 'argosy/vector';

import { RunFileError } from '../run/open-run.ts';
import type { Terminal } from '../start-command.ts';
import { exitCodes } from '../words.ts';
import { openSweep, type OpenedSweep } from './open-sweep.ts';
import { identityOf, keepTrials, takeKept } from './kept-trials.ts';
import type { SweepGiven } from './sweep-module.ts';
import { trialsCsv } from './trials-csv.ts';

/** What `argosy sweep` needs to know. */
export type SweepCommandOptions = {
  /** The folder that gets the trials and the verdict; none are written without it. */
  readonly out: string | null;
  readonly threads: number | undefined;
  readonly terminal: Terminal;
};

/** How many trials are shown. */
const SHOWN = 10;
const runsFromSource = import.meta.url.endsWith('.ts');

/** Runs a sweep file on threads and says what its best is worth; 2 for a file with mistakes. */
export async function runSweepCommand(path: string, options: SweepCommandOptions): Promise<number> {
  const { terminal } = options;
  return guarded(terminal, async () => {
    const opened = await openSweep(path);
    terminal.write(`${opened.file.title}\n`);
    const table = await sweepOnThreads(resolve(path), opened, options);
    if (table.done < table.trials) return exitCodes.interrupted;
    const sweep = new Sweep({ ...opened.options, table });
    const { by } = opened.file;
    const verdict = judgeSweep(table, (trial) => sweep.runTrial(trial), by);
    terminal.write(`${leaders(table, opened.options, by)}\n${verdictText(verdict)}\n`);
    if (options.out !== null) keep(options.out, { opened, table, verdict });
    return exitCodes.done;
  });
}

/** What `argosy walk-forward` needs to know. */
export type ForwardCommandOptions = {
  readonly train: number;
  readonly test: number;
  readonly gap: number;
  readonly isAnchored: boolean;
  readonly terminal: Terminal;
};

/** Chooses on one stretch of a sweep file's bars and tries on the next, again and again. */
export async function runForwardCommand(
  path: string,
  { train, test, gap, isAnchored, terminal }: ForwardCommandOptions,
): Promise<number> {
  return guarded(terminal, async () => {
    const { file, options } = await openSweep(path);
    const windows = { train, test, gap, kind: isAnchored ? 'anchored' : 'rolling' } as const;
    const report = walkForward(options, windows, file.by);
    terminal.write(`${file.title}\n`);
    for (const { test: tried, values, chosenScore, score, figures } of report.steps) {
      const where = `bars ${tried.from} to ${tried.until - 1}`;
      const scores = `${file.by} ${rounded(chosenScore)} chosen, ${rounded(score)} tried`;
      terminal.write(`  ${where}: ${textOf(values)}: ${scores}, gain ${percent(figures.gain)}\n`);
    }
    const left = report.efficiency === null ? 'nothing' : percent(report.efficiency);
    terminal.write(`gain of all that was tried: ${percent(report.gain)}; `);
    terminal.write(`${left} of the chosen ${file.by} was left\n`);
    return exitCodes.done;
  });
}

async function guarded(terminal: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RunFileError) && !(error instanceof ArgosyError)) throw error;
    terminal.write(`${error.message}\n`);
    return exitCodes.misused;
  }
}

/** Goes on from what was kept; an interruption leaves what has run to the next time. */
async function sweepOnThreads(
  path: string,
  { options: { bars, search }, files }: OpenedSweep,
  { threads, out, terminal }: SweepCommandOptions,
): Promise<TrialTable> {
  const table = TrialTable.shared(search.size);
  const identity = identityOf(files, bars);
  const before = out === null ? 0 : takeKept(out, identity, table);
  if (before > 0) terminal.write(`goes on behind ${before} trials that were kept\n`);
  const pool = new SweepPool(threads);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  const module = new URL(`./sweep-module.${runsFromSource ? 'ts' : 'js'}`, import.meta.url);
  const given: SweepGiven = { path, bars };
  const start = performance.now();
  try {
    await pool.run({ module, given, table, signal: stop.signal });
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await pool.close();
    if (out !== null) keepTrials(out, identity, table);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const count =
    table.done === table.trials ? `${table.trials}` : `${table.done} of ${table.trials}`;
  terminal.write(`${count} trials over ${bars.close.length} bars in ${seconds} s\n`);
  return table;
}

/** The best few, a line each. */
function leaders(table: TrialTable, { search }: SweepOptions<SearchSpace>, by: Objective): string {
  const ranked = Array.from({ length: table.trials }, (_, trial) => ({
    trial,
    figures: table.at(trial),
  }))
    .filter(
      (one): one is { readonly trial: number; readonly figures: RunFigures } =>
        one.figures !== null,
    )
    .sort((a, b) => scoreOf(b.figures, by) - scoreOf(a.figures, by) || a.trial - b.trial);
  const lines = ranked.slice(0, SHOWN).map(({ trial, figures }) => {
    const { gain, deepestFall, fills } = figures;
    const score = `${by} ${rounded(scoreOf(figures, by))}`;
    return `  ${textOf(search.valuesAt(trial))}: ${score}, gain ${percent(gain)}, deepest fall ${percent(deepestFall)}, ${fills} fills`;
  });
  return lines.join('\n');
}

function verdictText({ trials, sharpe, overfitting, ...verdict }: SweepVerdict): string {
  const { probabilisticSharpe, deflatedSharpe, barsNeeded } = verdict;
  const lines = [
    `best of ${trials}; its Sharpe ratio a bar is ${rounded(sharpe)}`,
    `above 0: ${likely(probabilisticSharpe)} had it been the only one, ${likely(deflatedSharpe)} as the best of all`,
    barsNeeded === null
      ? 'no number of bars would show that it is above 0'
      : `bars needed to show that it is above 0: ${Math.ceil(barsNeeded)}`,
  ];
  if (overfitting !== null) {
    const of = `over ${overfitting.blocks} blocks of bars and ${overfitting.trials} trials`;
    lines.push(`the best by chance only: ${likely(overfitting.probability)} ${of}`);
  }
  return lines.join('\n');
}

function keep(
  folder: string,
  of: { readonly opened: OpenedSweep; readonly table: TrialTable; readonly verdict: SweepVerdict },
): void {
  const { opened, table, verdict } = of;
  const { search, bars } = opened.options;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'trials.csv'), trialsCsv(table, search));
  const best = search.valuesAt(verdict.best);
  const { title, run, signals, by } = opened.file;
  const report = {
    schema: 'argosy-sweep/1',
    title,
    run,
    signals,
    by,
    bars: bars.close.length,
    best,
    verdict,
  };
  writeFileSync(join(folder, 'sweep.json'), `${JSON.stringify(report, null, 2)}\n`);
}

function textOf(values: SearchValues): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function rounded(value: number): string {
  return value.toFixed(4);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(2)} %`;
}

function likely(probability: number | null): string {
  return probability === null ? 'not known' : percent(probability);
}
