import type { MarketDataKind } from 'argosy/domain';
import type { ParameterSchema } from 'argosy/engine';

import { checkCodes, type CheckCode, type CheckSeverity, type CheckStage } from './codes.ts';

/** Where something was found; line and column count from 1, null where the file cannot be read. */
export type Place = {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
};

/** One thing that was found. */
export type Finding = Place & {
  readonly stage: CheckStage;
  readonly severity: CheckSeverity;
  readonly code: CheckCode;
  readonly message: string;
  readonly hint: string;
};

/** A stage that was left out, and why. */
export type SkippedStage = { readonly stage: CheckStage; readonly reason: string };

/** What a strategy listened to in the trial: `quote SYNTH-1.CHECK`, `bar SYNTH-1…`. */
export type Subscription = {
  readonly kind: MarketDataKind | 'history';
  readonly of: string;
};

/** What the trial run came to. */
export type TrialFigures = {
  /** How many rows of synthetic data it was fed. */
  readonly inputs: number;
  /** How often each overridden callback was called. */
  readonly callbacks: Readonly<Record<string, number>>;
  readonly orders: number;
  readonly fills: number;
  readonly denied: number;
  readonly hash: string;
};

/** What is known of the strategy itself. */
export type CheckedStrategy = {
  readonly name: string;
  readonly parameters: ParameterSchema;
  /** What its parameters are set to in the trial: what was given, made up where nothing was. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly subscriptions: readonly Subscription[];
  /** The kinds of data it listens to, each once. */
  readonly dataKinds: readonly Subscription['kind'][];
  readonly trial: TrialFigures | null;
};

/** Everything that a check found, all stages at once. */
export type CheckReport = {
  readonly file: string;
  /** The file and the files it imports, as far as they could be read. */
  readonly files: readonly string[];
  /** True when nothing but warnings was found. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** How many more there are than a report holds. */
  readonly leftOut: number;
  readonly skipped: readonly SkippedStage[];
  /** Null where it could not be loaded, or was not. */
  readonly strategy: CheckedStrategy | null;
  /** SHA-256 of the file and the files it imports; null where there is none. */
  readonly sourceHash: string | null;
};

/** How many findings of one stage a report holds; the rest say the same. */
export const FINDINGS_PER_STAGE_MAX = 200;

/** A finding of the table, with the particulars of the case. */
export function findingOf(code: CheckCode, place: Place, detail: string = ''): Finding {
  const entry = checkCodes[code];
  const message = detail === '' ? entry.message : `${entry.message}: ${detail}`;
  const { file, line, column } = place;
  const { stage, severity } = entry;
  return { stage, severity, code, file, line, column, message, hint: entry.hint };
}

/** A whole file as a place. */
export function placeOfFile(file: string): Place {
  return { file, line: null, column: null };
}
