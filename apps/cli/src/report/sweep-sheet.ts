import { runBacktest, type BacktestConfig } from 'argosy/backtest';
import { formatTimestamp, toTimestamp } from 'argosy/core';
import {
  RunSheet,
  surfacesOf,
  validationOf,
  type RunSheetExtras,
  type SheetSearched,
  type TearSheet,
} from 'argosy/report';
import {
  SignalLines,
  twinOf,
  walkedSignals,
  type BarColumns,
  type ForwardReport,
  type ForwardVerdict,
  type Search,
  type SweepVerdict,
  type TrialTable,
  type ValidationPath,
  type ValidationReport,
  type ValidationTerms,
} from 'argosy/vector';

import type { OpenedSweep } from '../sweep/open-sweep.ts';
import { failedNote } from '../sweep/sweep-text.ts';
import { fileOnCard } from './report-files.ts';

/** A sweep that has run. */
type JudgedSweep = {
  readonly opened: OpenedSweep;
  readonly search: Search;
  readonly table: TrialTable;
  readonly verdict: SweepVerdict;
  readonly searched: SheetSearched;
  readonly notes: readonly string[];
};

/** The tear sheet of the best trial: its signals run as a backtest, and what so many trials make of it. */
export function sheetOfSweep(
  path: string,
  { opened, search, table, verdict, searched, notes }: JudgedSweep,
): TearSheet {
  const { file, options } = opened;
  const { bars, strategy } = options;
  const { best, by } = verdict;
  const signals = new Int8Array(bars.close.length);
  strategy.signals(new SignalLines(bars), search.valuesAt(best), signals);
  return sheetOf(
    opened,
    { bars, signals },
    {
      title: file.title,
      kind: 'sweep',
      verdict,
      searched,
      notes,
      parameters: surfacesOf(search, table, { by, best }),
      place: { command: `argosy sweep ${path}`, file: fileOnCard(path) },
    },
  );
}

type WalkedForward = {
  readonly opened: OpenedSweep;
  readonly report: ForwardReport;
  readonly verdict: ForwardVerdict;
};

/** The tear sheet of walking forward: all that was tried, one stretch after the other in one account. */
export function sheetOfForward(
  command: string,
  path: string,
  { opened, report, verdict }: WalkedForward,
): TearSheet {
  const { file, options } = opened;
  const { bars } = options;
  const instant = (at: number | undefined): string => formatTimestamp(toTimestamp(at ?? 0));
  const steps = report.steps.map(({ test, values, chosenScore, score, figures }) => ({
    from: instant(bars.opensAt[test.from]),
    until: instant(bars.closesAt[test.until - 1]),
    values,
    chosenScore,
    score,
    gain: figures.gain,
  }));
  const { by, trials, efficiency, overfitting: probability } = report;
  const { gain } = verdict;
  return sheetOf(opened, walkedSignals(options, report), {
    title: file.title,
    kind: 'walkForward',
    forward: { by, steps, gain, efficiency },
    trials,
    ...(probability === null ? {} : { overfitting: { probability, blocks: steps.length, trials } }),
    place: { command: `argosy walk-forward ${command}`, file: fileOnCard(path) },
    notes: [
      'the curve is of one account that trades what was chosen, stretch after stretch; each stretch is given up at its last bar',
      ...(report.failed.count === 0 ? [] : [failedNote(report.failed, trials)]),
    ],
  });
}

type Validated = {
  readonly opened: OpenedSweep;
  readonly report: ValidationReport;
  readonly terms: ValidationTerms;
  /** The path that is traded. */
  readonly path: ValidationPath;
};

/** The tear sheet of cross-validation: the path in the middle, one group after the other in one account. */
export function sheetOfValidation(
  command: string,
  file: string,
  { opened, report, terms, path }: Validated,
): TearSheet {
  const { trials, failed, splits, overfitting: probability } = report;
  return sheetOf(opened, walkedSignals(opened.options, { steps: path.stretches }), {
    title: opened.file.title,
    kind: 'crossValidation',
    validation: validationOf(report, terms),
    trials,
    ...(probability === null
      ? {}
      : { overfitting: { probability, blocks: splits.length, trials } }),
    place: { command: `argosy cross-validate ${command}`, file: fileOnCard(file) },
    notes: [
      'the curve is of one account that trades the path whose Sharpe ratio is in the middle; each group is given up at its last bar, the path is not: so the two differ',
      'what a group is traded with was chosen on groups behind it too: nobody could have traded it',
      ...(failed.count === 0 ? [] : [failedNote(failed, trials)]),
    ],
  });
}

function sheetOf(
  { options: { rules }, surroundings }: OpenedSweep,
  { bars, signals }: { readonly bars: BarColumns; readonly signals: Int8Array },
  extras: RunSheetExtras,
): TearSheet {
  const config: BacktestConfig = { ...twinOf(bars, signals, rules), ...surroundings };
  const listens = new RunSheet(config);
  return listens.make(runBacktest(config, listens.sink), extras);
}
