import { resolve } from 'node:path';

import {
  judgeForward,
  type ForwardReport,
  type ForwardVerdict,
  type ForwardWindows,
} from 'argosy/vector';

import { writeReports } from '../report/report-files.ts';
import { sheetOfForward } from '../report/sweep-sheet.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../words.ts';
import { CellKeeper } from './cell-keeper.ts';
import { guarded, onThreads, refuseLearning } from './on-threads.ts';
import { openSweep, type OpenedSweep } from './open-sweep.ts';
import { failedText, likely, minimumText, percent, rounded, textOf } from './sweep-text.ts';
import { writeResults } from './write-results.ts';

/** What `argosy walk-forward` needs to know. */
export type ForwardCommandOptions = {
  readonly train: number;
  readonly test: number;
  readonly gap: number;
  readonly isAnchored: boolean;
  readonly threads: number | undefined;
  /** The folder that gets the verdict, and what has run until then, from which the same walk goes on. */
  readonly out?: string | null;
  /** Files that get the tear sheet of all that was tried. */
  readonly reports?: readonly string[];
  readonly terminal: Terminal;
};

/** Chooses on one stretch of a sweep file's bars and tries on the next, again and again. */
export async function runForwardCommand(
  path: string,
  { train, test, gap, isAnchored, ...options }: ForwardCommandOptions,
): Promise<number> {
  const { out = null, reports = [], terminal } = options;
  return guarded(terminal, async () => {
    const opened = await openSweep(path);
    const { file } = opened;
    refuseLearning(path, file.search.model);
    const windows = { train, test, gap, kind: isAnchored ? 'anchored' : 'rolling' } as const;
    const report = await walk(resolve(path), { opened, windows, ...options });
    if (report === null) return exitCodes.interrupted;
    const verdict = judgeForward(opened.options, report);
    terminal.write(`${file.title}\n${failedText(report.failed, report.trials)}`);
    for (const { test: tried, values, chosenScore, score, figures } of report.steps) {
      const where = `bars ${tried.from} to ${tried.until - 1}`;
      const scores = `${file.by} ${rounded(chosenScore)} chosen, ${rounded(score)} tried`;
      terminal.write(`  ${where}: ${textOf(values)}: ${scores}, gain ${percent(figures.gain)}\n`);
    }
    const left = report.efficiency === null ? 'nothing' : percent(report.efficiency);
    terminal.write(`gain of all that was tried, in one account: ${percent(verdict.gain)}; `);
    terminal.write(`${left} of the chosen ${file.by} was left\n`);
    terminal.write(`${verdictText(report, verdict)}\n`);
    const words = `--train ${train} --test ${test} --gap ${gap}`;
    const command = `${path} ${words}${isAnchored ? ' --anchored' : ''}`;
    if (reports.length > 0)
      writeReports(reports, sheetOfForward(command, path, { opened, report, verdict }));
    for (const one of reports) terminal.write(`tear sheet: ${one}\n`);
    if (out !== null)
      writeResults(out, 'walk-forward.json', resultsOf(opened, { windows, report, verdict }));
    return exitCodes.done;
  });
}

type Walk = Pick<ForwardCommandOptions, 'threads' | 'out' | 'terminal'> & {
  readonly opened: OpenedSweep;
  readonly windows: Required<ForwardWindows>;
};

/** Walks, and keeps what has run now and then; null where it was interrupted. */
async function walk(
  path: string,
  { opened, windows, threads, out = null, terminal }: Walk,
): Promise<ForwardReport | null> {
  const { by } = opened.file;
  const { bars } = opened.options;
  const words = { windows: JSON.stringify(windows) };
  const keeper = new CellKeeper(opened, { out, name: 'walk-forward.bin', words, terminal });
  const { onCells, onProgress } = keeper;
  try {
    return await onThreads({ path, bars, threads }, (pool, run) =>
      pool.walkForward({ ...run, windows, by, onCells, onProgress }),
    );
  } finally {
    keeper.keep();
  }
}

/** What `walk-forward.json` says. */
function resultsOf(
  { file: { title, run, signals, by } }: OpenedSweep,
  {
    windows,
    report,
    verdict,
  }: Pick<Walk, 'windows'> & {
    readonly report: ForwardReport;
    readonly verdict: ForwardVerdict;
  },
): object {
  const { trials, failed, efficiency, overfitting, gain: gainOfSteps } = report;
  const steps = report.steps.map(({ figures, isBelowMedian, ...step }) => ({
    ...step,
    isBelowMedian,
    gain: figures.gain,
  }));
  const head = {
    schema: 'argosy-walk-forward/1',
    title,
    run,
    signals,
    by,
    windows,
    trials,
    failed,
  };
  return { ...head, verdict, efficiency, overfitting, gainOfSteps, steps };
}

function verdictText(
  { trials, steps, overfitting }: ForwardReport,
  verdict: ForwardVerdict,
): string {
  const { sharpe, probabilisticSharpe, deflatedSharpe } = verdict;
  const alone = `above 0: ${likely(probabilisticSharpe)} had nothing else been tried`;
  return [
    `each of ${steps.length} steps chose among ${trials}; the Sharpe ratio of a bar of what was tried is ${rounded(sharpe)}`,
    `${alone}, ${likely(deflatedSharpe)} as the best of as many`,
    minimumText(verdict.minimumBars, { bars: verdict.bars, trials }),
    `what was chosen is in the lower half where it was tried: ${likely(overfitting)} of the steps`,
  ].join('\n');
}
