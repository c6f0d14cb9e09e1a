import { resolve } from 'node:path';

import { judgeForward, type ForwardReport, type ForwardVerdict } from 'argosy/vector';

import { writeReports } from '../report/report-files.ts';
import { sheetOfForward } from '../report/sweep-sheet.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../words.ts';
import { guarded, onThreads, refuseLearning } from './on-threads.ts';
import { openSweep } from './open-sweep.ts';
import { likely, percent, rounded, textOf } from './sweep-text.ts';

/** What `argosy walk-forward` needs to know. */
export type ForwardCommandOptions = {
  readonly train: number;
  readonly test: number;
  readonly gap: number;
  readonly isAnchored: boolean;
  readonly threads: number | undefined;
  /** Files that get the tear sheet of all that was tried. */
  readonly reports?: readonly string[];
  readonly terminal: Terminal;
};

/** Chooses on one stretch of a sweep file's bars and tries on the next, again and again. */
export async function runForwardCommand(
  path: string,
  { train, test, gap, isAnchored, threads, reports = [], terminal }: ForwardCommandOptions,
): Promise<number> {
  return guarded(terminal, async () => {
    const opened = await openSweep(path);
    const { file, options } = opened;
    refuseLearning(path, file.search.model);
    const windows = { train, test, gap, kind: isAnchored ? 'anchored' : 'rolling' } as const;
    const of = { path: resolve(path), bars: options.bars, threads };
    const report = await onThreads(of, (pool, run) =>
      pool.walkForward({ ...run, windows, by: file.by }),
    );
    if (report === null) return exitCodes.interrupted;
    terminal.write(`${file.title}\n`);
    for (const { test: tried, values, chosenScore, score, figures } of report.steps) {
      const where = `bars ${tried.from} to ${tried.until - 1}`;
      const scores = `${file.by} ${rounded(chosenScore)} chosen, ${rounded(score)} tried`;
      terminal.write(`  ${where}: ${textOf(values)}: ${scores}, gain ${percent(figures.gain)}\n`);
    }
    const left = report.efficiency === null ? 'nothing' : percent(report.efficiency);
    terminal.write(`gain of all that was tried: ${percent(report.gain)}; `);
    terminal.write(`${left} of the chosen ${file.by} was left\n`);
    terminal.write(`${verdictText(report, judgeForward(options, report))}\n`);
    const { kind } = windows;
    const words = `--train ${train} --test ${test} --gap ${gap}`;
    const command = `${path} ${words}${kind === 'anchored' ? ' --anchored' : ''}`;
    if (reports.length > 0)
      writeReports(reports, sheetOfForward(command, path, { opened, report }));
    for (const one of reports) terminal.write(`tear sheet: ${one}\n`);
    return exitCodes.done;
  });
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
    `what was chosen is in the lower half where it was tried: ${percent(overfitting)} of the steps`,
  ].join('\n');
}
