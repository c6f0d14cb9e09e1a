import { resolve } from 'node:path';

import {
  judgeSweep,
  scoreOf,
  Sweep,
  type FailedTrials,
  type Objective,
  type RunFigures,
  type SweepVerdict,
} from 'argosy/vector';

import { writeReports } from '../report/report-files.ts';
import { sheetOfSweep } from '../report/sweep-sheet.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../words.ts';
import { luckOf, luckOnSheet, luckReport, luckText, type LuckOfBest } from './luck-of-best.ts';
import { guarded } from './on-threads.ts';
import { openSweep, type OpenedSweep } from './open-sweep.ts';
import { runTrials, type Swept } from './run-trials.ts';
import {
  failedNote,
  failedText,
  likely,
  minimumText,
  percent,
  rounded,
  textOf,
} from './sweep-text.ts';
import { trialsCsv } from './trials-csv.ts';
import { writeResults } from './write-results.ts';

/** What `argosy sweep` needs to know. */
export type SweepCommandOptions = {
  /** The folder that gets the trials and the verdict; none are written without it. */
  readonly out: string | null;
  readonly threads: number | undefined;
  /** Files that get the tear sheet of the best trial. */
  readonly reports?: readonly string[];
  readonly terminal: Terminal;
};

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
    const failures = sweep.failures();
    const { done } = swept.table;
    terminal.write(failedText(failures, done));
    const verdict = judgeSweep(swept.table, (trial) => sweep.runTrial(trial), by);
    const luck = luckOf(opened, swept, verdict.best);
    const text = [leaders(swept, by), verdictText(verdict), luckText(luck, by)].join('\n');
    terminal.write(`${text}\n`);
    const { reports = [] } = options;
    if (reports.length > 0)
      writeReports(
        reports,
        sheetOfSweep(path, {
          opened,
          ...swept,
          verdict,
          searched: luckOnSheet(luck, verdict),
          notes: failures.count === 0 ? [] : [failedNote(failures, done)],
        }),
      );
    for (const report of reports) terminal.write(`tear sheet: ${report}\n`);
    if (options.out !== null) keep(options.out, { opened, ...swept, verdict, failures, luck });
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
  const { probabilisticSharpe, deflatedSharpe, barsNeeded, minimumBars, bars } = verdict;
  const of =
    overfitting === null
      ? ''
      : ` over ${overfitting.blocks} blocks of bars and ${overfitting.trials} trials`;
  return [
    `best of ${trials}; its Sharpe ratio a bar is ${rounded(sharpe)}`,
    `above 0: ${likely(probabilisticSharpe)} had it been the only one, ${likely(deflatedSharpe)} as the best of all`,
    barsNeeded === null
      ? 'no number of bars would show that it is above 0'
      : `bars needed to show that it is above 0: ${Math.ceil(barsNeeded)}`,
    minimumText(minimumBars, { bars, trials }),
    `the best by chance only: ${likely(overfitting?.probability ?? null)}${of}`,
  ].join('\n');
}

type Kept = Swept & {
  readonly opened: OpenedSweep;
  readonly verdict: SweepVerdict;
  readonly failures: FailedTrials;
  readonly luck: LuckOfBest;
};

function keep(folder: string, { opened, table, search, verdict, failures, luck }: Kept): void {
  const { title, run, signals, by } = opened.file;
  writeResults(folder, 'trials.csv', trialsCsv(table, search, failures));
  writeResults(folder, 'sweep.json', {
    schema: 'argosy-sweep/1',
    title,
    run,
    signals,
    by,
    bars: opened.options.bars.close.length,
    best: search.valuesAt(verdict.best),
    verdict,
    failed: failures,
    ...luckReport(luck),
  });
}
