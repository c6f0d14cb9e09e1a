import {
  marginAccount,
  runBacktest,
  withFrozenData,
  type BacktestConfig,
  type BacktestResult,
} from 'argosy/backtest';
import { ArgosyError, money, toAccountId, toCurrency } from 'argosy/core';
import { createStrategy, type StrategyClass } from 'argosy/engine';

import type { Subscription, TrialFigures } from '../check/report.ts';
import type { CheckCode } from '../check/codes.ts';
import { instrumentsOf } from './read-schema.ts';
import { placeOfError, placeOfStack } from './stack-place.ts';
import { makeMarket, type MarketWants } from './synthetic-market.ts';
import { TrialNotes } from './trial-notes.ts';
import type { TrialFinding } from './trial-report.ts';
import { watchStrategy, type CallbackListener } from './watch-strategy.ts';
import { withoutSurroundings } from './without-surroundings.ts';

/** What is tried. */
export type Trial = {
  readonly type: StrategyClass;
  readonly file: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: string | number;
  /** What an earlier trial found that it asks for; null where this is the first. */
  readonly wants: MarketWants | null;
  readonly onCallback: CallbackListener;
};

/** What came of it. */
export type TrialOutcome = {
  readonly findings: readonly TrialFinding[];
  readonly subscriptions: readonly Subscription[];
  readonly figures: TrialFigures | null;
  /**
   * What it turned out to ask for besides: it is to be tried again with that, where nothing is left
   * of this first trial. Null where it had everything.
   */
  readonly wants: MarketWants | null;
};

/** So often the market is made anew with what a strategy turned out to ask for. */
const MARKETS_MAX = 10;

/**
 * Runs a strategy twice on a market made for it, to see whether the run comes out the same. If it
 * asks for more than that market has, it is only found out what that is.
 */
export function runTrial(trial: Trial): TrialOutcome {
  const notes = new TrialNotes(trial.wants);
  noteParameters(trial, notes);
  const nothing = { subscriptions: [], figures: null, wants: null };
  const made = makeOnce(trial);
  if (made !== null) return { ...nothing, findings: [made] };
  const run = runOnce(trial, notes);
  if (run.asksForMore && trial.wants === null) {
    return { ...nothing, findings: [], wants: learnWants(trial, notes) };
  }
  const { subscriptions } = notes;
  if (run.result === null) return { ...nothing, findings: run.findings, subscriptions };
  const again = runOnce(trial, notes);
  const figures = figuresOf(run.result, run.callbacks);
  const findings = [...run.findings, ...compare(figures, again)];
  return { findings, subscriptions, figures, wants: null };
}

/** What a strategy turns out to ask its market for. */
export function wantsOf(trial: Trial): MarketWants {
  const notes = new TrialNotes(trial.wants);
  noteParameters(trial, notes);
  return learnWants(trial, notes);
}

/** Makes the market anew with what was asked for, until nothing more is. */
function learnWants(trial: Trial, notes: TrialNotes): MarketWants {
  for (let time = 1; time < MARKETS_MAX; time += 1) {
    if (!runOnce(trial, notes).asksForMore) break;
  }
  return notes.wants();
}

type Run = {
  readonly result: BacktestResult | null;
  readonly callbacks: Readonly<Record<string, number>>;
  readonly findings: readonly TrialFinding[];
  readonly asksForMore: boolean;
};

function noteParameters({ type, parameters }: Trial, notes: TrialNotes): void {
  for (const [name, { kind }] of Object.entries(type.parameters)) {
    if (kind === 'bars') notes.noteBars(String(parameters[name]));
  }
  for (const id of instrumentsOf(type.parameters, parameters)) notes.noteInstrument(id);
}

/** A constructor that throws is told by itself: no run would get that far. */
function makeOnce(trial: Trial): TrialFinding | null {
  try {
    withoutSurroundings(() => createStrategy(trial.type, trial.parameters));
    return null;
  } catch (error) {
    return findingOfError(error, trial.file, 'CONSTRUCTOR_FAILED');
  }
}

function runOnce(trial: Trial, notes: TrialNotes): Run {
  notes.beginRun();
  const wants = notes.wants();
  const asksForMore = (): boolean => JSON.stringify(notes.wants()) !== JSON.stringify(wants);
  try {
    const result = withoutSurroundings(() =>
      runBacktest(withFrozenData(configOf(trial, notes, wants))),
    );
    const findings = result.faults.map(({ callback, message, stack }) => {
      return {
        code: 'CALLBACK_FAILED' as const,
        detail: `${callback}: ${message}`,
        place: placeOfStack(stack ?? '', trial.file),
        member: callback,
      };
    });
    return { result, callbacks: notes.callbacks, findings, asksForMore: asksForMore() };
  } catch (error) {
    const { callbacks } = notes;
    const findings = [findingOfError(error, trial.file, codeOfBreak(error))];
    return { result: null, callbacks, findings, asksForMore: asksForMore() };
  }
}

function configOf(
  { parameters, seed, type, onCallback }: Trial,
  notes: TrialNotes,
  wants: MarketWants,
): BacktestConfig {
  const usd = toCurrency('USD');
  const leverage = { delivery: '1', intraday: '5', carryForward: '1', margin: '2' };
  const account = toAccountId('CHECK');
  const strategy = watchStrategy(type, notes, onCallback);
  return {
    ...makeMarket(wants, seed),
    accounts: [marginAccount(account, money(1_000_000_00n, usd), leverage)],
    strategies: [{ id: 'checked', strategy, parameters, account }],
    seed,
  };
}

function figuresOf(
  { inputs, counts, hash }: BacktestResult,
  callbacks: TrialFigures['callbacks'],
): TrialFigures {
  const { orders, fills, denied } = counts;
  return { inputs, callbacks, orders, fills, denied, hash };
}

function compare(first: TrialFigures, again: Run): readonly TrialFinding[] {
  if (again.result === null) {
    const detail = again.findings[0]?.detail ?? 'the second run broke off';
    return [differing(detail)];
  }
  const second = figuresOf(again.result, again.callbacks);
  const differences = [
    differenceOf('orders', first.orders, second.orders),
    differenceOf('fills', first.fills, second.fills),
    ...Object.keys({ ...first.callbacks, ...second.callbacks }).map((name) =>
      differenceOf(name, first.callbacks[name] ?? 0, second.callbacks[name] ?? 0),
    ),
    first.hash === second.hash ? null : 'the hash of the run',
  ].filter((one) => one !== null);
  return differences.length === 0 ? [] : [differing(differences.join(', '))];
}

function differing(detail: string): TrialFinding {
  return { code: 'NOT_DETERMINISTIC', detail, place: null, member: null };
}

function differenceOf(name: string, first: number, second: number): string | null {
  return first === second ? null : `${name} ${first} and then ${second}`;
}

function findingOfError(error: unknown, file: string, code: CheckCode): TrialFinding {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const detail = inner instanceof Error ? `${inner.name}: ${inner.message}` : String(inner);
  return { code, detail, place: placeOfError(inner, file), member: membersFailing[code] ?? null };
}

/** What a broken run broke in; the constructor and a callback are told otherwise. */
const membersFailing: Readonly<Partial<Record<CheckCode, string>>> = {
  CONSTRUCTOR_FAILED: 'constructor',
  START_FAILED: 'onStart',
};

function codeOfBreak(error: unknown): CheckCode {
  return error instanceof ArgosyError && error.code === 'START_FAILED'
    ? 'START_FAILED'
    : 'RUN_FAILED';
}
