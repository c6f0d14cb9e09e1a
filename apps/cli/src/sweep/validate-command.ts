import { resolve } from 'node:path';

import { ArgosyError } from 'argosy/core';
import {
  quantileOf,
  type SearchValues,
  type ValidationPath,
  type ValidationReport,
  type ValidationTerms,
} from 'argosy/vector';

import { writeReports } from '../report/report-files.ts';
import { sheetOfValidation } from '../report/sweep-sheet.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../words.ts';
import { CellKeeper } from './cell-keeper.ts';
import { guarded, onThreads, refuseLearning } from './on-threads.ts';
import { openSweep, type OpenedSweep } from './open-sweep.ts';
import { failedText, likely, minimumText, percent, rounded, textOf } from './sweep-text.ts';
import { writeResults } from './write-results.ts';

/** What `argosy cross-validate` needs to know. */
export type ValidateCommandOptions = {
  readonly terms: ValidationTerms;
  readonly threads: number | undefined;
  /** The folder that gets the verdict, and what has run until then, from which the same goes on. */
  readonly out?: string | null;
  /** Files that get the tear sheet of the path in the middle. */
  readonly reports?: readonly string[];
  readonly terminal: Terminal;
};

/** How many of those chosen most often are shown. */
const SHOWN = 5;

/** Chooses on some groups of a sweep file's bars and tries on the others, in every way. */
export async function runValidateCommand(
  path: string,
  options: ValidateCommandOptions,
): Promise<number> {
  const { terms, out = null, reports = [], terminal } = options;
  return guarded(terminal, async () => {
    const opened = await openSweep(path);
    const { file } = opened;
    refuseLearning(path, file.search.model);
    const { bars, search } = opened.options;
    const report = await validate(resolve(path), opened, options);
    if (report === null) return exitCodes.interrupted;
    const trials = `${search.size} trials over ${bars.close.length} bars`;
    terminal.write(`${file.title}\n${trials} in ${report.splits.length} splits\n`);
    terminal.write(failedText(report.failed, report.trials));
    for (const line of chosenMost(report, (trial) => search.valuesAt(trial))) {
      terminal.write(`  ${line}\n`);
    }
    terminal.write(`${resultText(report)}\n`);
    const middle = middlePathOf(report);
    if (reports.length > 0)
      writeReports(
        reports,
        sheetOfValidation(commandOf(path, terms), path, { opened, report, terms, path: middle }),
      );
    for (const one of reports) terminal.write(`tear sheet: ${one}\n`);
    if (out !== null) {
      const { title, run, signals } = file;
      const splits = report.splits.map((split) => ({
        ...split,
        values: search.valuesAt(split.trial),
      }));
      const head = { schema: 'argosy-cross-validation/1', title, run, signals, terms };
      writeResults(out, 'cross-validate.json', { ...head, verdict: middle, ...report, splits });
    }
    return exitCodes.done;
  });
}

function commandOf(
  path: string,
  { groups, tested = 1, purge = 0, embargo = 0 }: ValidationTerms,
): string {
  return `${path} --groups ${groups} --tested ${tested} --purge ${purge} --embargo ${embargo}`;
}

/** Validates, and keeps what has run now and then; null where it was interrupted. */
async function validate(
  path: string,
  opened: OpenedSweep,
  { terms, threads, out = null, terminal }: ValidateCommandOptions,
): Promise<ValidationReport | null> {
  const { bars } = opened.options;
  const words = { terms: JSON.stringify(terms) };
  const keeper = new CellKeeper(opened, { out, name: 'cross-validate.bin', words, terminal });
  const { onCells, onProgress } = keeper;
  try {
    return await onThreads({ path, bars, threads }, (pool, run) =>
      pool.crossValidate({ ...run, terms, onCells, onProgress }),
    );
  } finally {
    keeper.keep();
  }
}

function chosenMost(
  { splits }: ValidationReport,
  valuesAt: (trial: number) => SearchValues,
): readonly string[] {
  const chosen = [...Map.groupBy(splits, ({ trial }) => trial)];
  const ranked = chosen.toSorted(([a, one], [b, other]) => other.length - one.length || a - b);
  return ranked.slice(0, SHOWN).map(([trial, of]) => {
    return `${textOf(valuesAt(trial))}: chosen in ${of.length}`;
  });
}

function resultText(report: ValidationReport): string {
  const { overfitting, paths, trials } = report;
  const gains = Float64Array.from(paths, ({ gain }) => gain).sort();
  const [least, middle, most] = [0, 0.5, 1].map((part) => percent(quantileOf(gains, part)));
  const { sharpe, probabilisticSharpe, deflatedSharpe, minimumBars, bars } = middlePathOf(report);
  const alone = `above 0: ${likely(probabilisticSharpe)} had nothing else been tried`;
  return [
    `what was chosen is in the lower half where it was tried: ${likely(overfitting)} of the splits`,
    `gain of ${gains.length} paths of what was tried: ${middle}, from ${least} to ${most}`,
    `each split chose among ${trials}; the Sharpe ratio of a bar of the middle path is ${rounded(sharpe)}`,
    `${alone}, ${likely(deflatedSharpe)} as the best of as many`,
    minimumText(minimumBars, { bars, trials }),
  ].join('\n');
}

/** The path whose ratio is in the middle; of two, the lower. */
function middlePathOf({ paths }: ValidationReport): ValidationPath {
  const ranked = paths.toSorted((one, other) => one.sharpe - other.sharpe);
  const middle = ranked[Math.floor((ranked.length - 1) / 2)];
  if (middle === undefined) throw new ArgosyError('BAD_SWEEP', 'no path was made');
  return middle;
}
