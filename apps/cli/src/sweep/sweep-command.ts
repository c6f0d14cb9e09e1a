import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import {
  bootstrapRun,
  judgeSweep,
  quantileOf,
  scoreOf,
  Sweep,
  type DrawnPaths,
  type Objective,
  type PathDraws,
  type RunFigures,
  type SweepVerdict,
} from 'argosy/vector';

import { writeReports } from '../report/report-files.ts';
import { sheetOfSweep } from '../report/sweep-sheet.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../words.ts';
import { guarded } from './on-threads.ts';
import { openSweep, type OpenedSweep } from './open-sweep.ts';
import { runTrials, type Swept } from './run-trials.ts';
import { likely, percent, rounded, textOf } from './sweep-text.ts';
import { trialsCsv } from './trials-csv.ts';

/** What `argosy sweep` needs to know. */
export type SweepCommandOptions = {
  /** The folder that gets the trials and the verdict; none are written without it. */
  readonly out: string | null;
  readonly threads: number | undefined;
  /** Files that get the tear sheet of the best trial. */
  readonly reports?: readonly string[];
  readonly terminal: Terminal;
};

/** Paths that are drawn from the best trial, and of how many bars their blocks are. */
const PATHS = 2_000;
const BLOCK_BARS = 20;
/** How many trials are shown. */
const SHOWN = 10;

/** Runs a sweep file on threads and says what its best is worth; 2 for a file with mistakes. */
export async function runSweepCommand(path: string, options: SweepCommandOptions): Promise<number> {
  const { terminal } = options;
  return guarded(terminal, async () => {
    const opened = await openSweep(path);
    terminal.write(`${opened.file.title}\n`);
    const swept = await runTrials(resolve(path), opened, options);
    if (swept === null) return exitCodes.interrupted;
    const { by } = opened.file;
    const sweep = new Sweep({ ...opened.options, ...swept });
    const verdict = judgeSweep(swept.table, (trial) => sweep.runTrial(trial), by);
    const drawn = bootstrapRun(sweep.runTrial(verdict.best), drawsOf(opened));
    const text = [leaders(swept, by), verdictText(verdict), drawnText(drawn)].join('\n');
    terminal.write(`${text}\n`);
    const { reports = [] } = options;
    if (reports.length > 0)
      writeReports(reports, sheetOfSweep(path, { opened, ...swept, verdict }));
    for (const report of reports) terminal.write(`tear sheet: ${report}\n`);
    if (options.out !== null) keep(options.out, { opened, ...swept, verdict, drawn });
    return exitCodes.done;
  });
}

/** The best few, a line each. */
function leaders({ table, search }: Swept, by: Objective): string {
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

/** How the best one's paths are drawn: from a seed of its own sweep. */
function drawsOf({ file, options }: OpenedSweep): PathDraws & { readonly block: number } {
  const block = Math.min(BLOCK_BARS, options.bars.close.length);
  return { block, paths: PATHS, seed: `${file.title}/${file.search.seed}` };
}

function drawnText({ gains, falls }: DrawnPaths): string {
  const gain = [0.05, 0.5, 0.95].map((part) => percent(quantileOf(gains, part)));
  const fall = [0.5, 0.95].map((part) => percent(quantileOf(falls, part)));
  return [
    `of ${PATHS} paths drawn from blocks of ${BLOCK_BARS} bars of the best:`,
    `  gain ${gain[1]}, in nine of ten ${gain[0]} to ${gain[2]}`,
    `  deepest fall ${fall[0]}, in one of twenty beyond ${fall[1]}`,
  ].join('\n');
}

type Kept = Swept & {
  readonly opened: OpenedSweep;
  readonly verdict: SweepVerdict;
  readonly drawn: DrawnPaths;
};

function keep(folder: string, { opened, table, search, verdict, drawn }: Kept): void {
  const { bars } = opened.options;
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
    drawn: quantilesOf(drawn),
  };
  writeFileSync(join(folder, 'sweep.json'), `${JSON.stringify(report, null, 2)}\n`);
}

function quantilesOf({ gains, falls }: DrawnPaths): object {
  const at = [0.05, 0.25, 0.5, 0.75, 0.95];
  const of = (column: Float64Array): readonly number[] => {
    return at.map((part) => quantileOf(column, part));
  };
  return { paths: PATHS, blockBars: BLOCK_BARS, at, gains: of(gains), falls: of(falls) };
}
