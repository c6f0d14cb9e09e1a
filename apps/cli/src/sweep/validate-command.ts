import { resolve } from 'node:path';

import {
  quantileOf,
  type SearchValues,
  type ValidationReport,
  type ValidationTerms,
} from 'argosy/vector';

import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../words.ts';
import { guarded, onThreads, refuseLearning } from './on-threads.ts';
import { openSweep } from './open-sweep.ts';
import { percent, textOf } from './sweep-text.ts';

/** What `argosy cross-validate` needs to know. */
export type ValidateCommandOptions = {
  readonly terms: ValidationTerms;
  readonly threads: number | undefined;
  readonly terminal: Terminal;
};

/** How many of those chosen most often are shown. */
const SHOWN = 5;

/** Chooses on some groups of a sweep file's bars and tries on the others, in every way. */
export async function runValidateCommand(
  path: string,
  { terms, threads, terminal }: ValidateCommandOptions,
): Promise<number> {
  return guarded(terminal, async () => {
    const { file, options } = await openSweep(path);
    refuseLearning(path, file.search.model);
    const { bars, search } = options;
    const report = await onThreads({ path: resolve(path), bars, threads }, (pool, run) =>
      pool.crossValidate({ ...run, terms }),
    );
    if (report === null) return exitCodes.interrupted;
    const trials = `${search.size} trials over ${bars.close.length} bars`;
    terminal.write(`${file.title}\n${trials} in ${report.splits.length} splits\n`);
    for (const line of chosenMost(report, (trial) => search.valuesAt(trial))) {
      terminal.write(`  ${line}\n`);
    }
    terminal.write(`${resultText(report)}\n`);
    return exitCodes.done;
  });
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

function resultText({ overfitting, pathGains }: ValidationReport): string {
  const gains = Float64Array.from(pathGains).sort();
  const [least, middle, most] = [0, 0.5, 1].map((part) => percent(quantileOf(gains, part)));
  return [
    `what was chosen is in the lower half where it was tried: ${percent(overfitting)} of the splits`,
    `gain of ${gains.length} paths of what was tried: ${middle}, from ${least} to ${most}`,
  ].join('\n');
}
