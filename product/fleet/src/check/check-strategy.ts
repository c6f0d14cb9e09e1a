import { existsSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { placeOfMember } from '../code/find-member.ts';
import type { ModuleFile } from '../code/module-file.ts';
import { hashModules } from '../code/module-graph.ts';
import type { TrialReport } from '../trial/trial-report.ts';
import { tryStrategy } from '../trial/try-strategy.ts';
import type { ProcessBounds } from './bounded-process.ts';
import { checkCode } from './check-code.ts';
import { checkTypes } from './check-types.ts';
import { checkCodes, checkStages, type CheckStage } from './codes.ts';
import {
  findingOf,
  FINDINGS_PER_STAGE_MAX,
  type CheckedStrategy,
  type CheckReport,
  type Finding,
  type SkippedStage,
} from './report.ts';

/** How a strategy is checked; what is left out takes what is said here. */
export type CheckOptions = {
  /** Values for its parameters; what has no default gets something made up. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Packages that it may import besides `argosy/…` and its own files; none. */
  readonly allowedImports?: readonly string[];
  /**
   * Whether TypeScript looks at it; it does. It is the larger half of the time a check takes: whoever
   * has just had it look, such as an editor or an earlier check of the same files, may do without.
   */
  readonly checksTypes?: boolean;
  /** Whether it is run on synthetic data; it is. */
  readonly runs?: boolean;
  /** Chooses the synthetic data. */
  readonly seed?: string | number;
  /** How long TypeScript may take; 30 seconds. */
  readonly typesMsMax?: number;
  /** How long loading and trying may take; 20 seconds. */
  readonly trialMsMax?: number;
  /** How large the heap of the trial may become; 256 MB. */
  readonly memoryMbMax?: number;
  /** Ends the check early; what it was doing then counts as failed. */
  readonly signal?: AbortSignal;
};

const TYPES_MS_MAX = 30_000;
const TRIAL_MS_MAX = 20_000;
const MEMORY_MB_MAX = 256;

/**
 * Checks a strategy file: its types, what it imports and uses, its parameters, and a run on synthetic
 * data in a process of its own. `file.ts#Name` chooses one of several strategies. Everything found is
 * in the report; nothing the strategy does throws, hangs or ends the caller.
 *
 * @example
 * const { ok, findings } = await checkStrategy('strategies/dip.ts');
 */
export async function checkStrategy(
  path: string,
  options: CheckOptions = {},
): Promise<CheckReport> {
  const asked = splitPath(path);
  const { file } = asked;
  const { files, findings: code, isRead } = checkCode(file, options.allowedImports);
  if (!isRead) return reportOf(file, { files, findings: code, skipped: notRead });
  const folder = await mkdtemp(join(tmpdir(), 'argosy-check-'));
  try {
    const paths = files.map((one) => one.path);
    const [types, tried] = await Promise.all([
      options.checksTypes === false ? [] : typesOf(paths, folder, options),
      mayRun(code) ? tryIn(folder, asked, options) : null,
    ]);
    const found = tried === null ? [] : findingsOf(tried, asked, files);
    const skipped = [
      ...(options.checksTypes === false ? skip('not asked for', 'types') : []),
      ...skippedBy(tried, found, options.runs ?? true),
    ];
    const all = [...besides(types, code), ...code, ...found];
    return reportOf(file, { files, findings: all, skipped, strategy: strategyOf(tried) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function typesOf(
  paths: readonly string[],
  folder: string,
  options: CheckOptions,
): Promise<readonly Finding[]> {
  return checkTypes(paths, boundsOf(folder, options, options.typesMsMax ?? TYPES_MS_MAX));
}

/** What TypeScript only says for want of a name or a module that is not allowed is told once. */
function besides(types: readonly Finding[], code: readonly Finding[]): readonly Finding[] {
  const told = new Set(code.map(textOfPlace));
  return types.filter((finding) => !told.has(textOfPlace(finding)));
}

function textOfPlace({ file, line, column }: Finding): string {
  return `${file}:${line}:${column}`;
}

type Asked = { readonly file: string; readonly name: string | null };

/** The file as Node will call it, so that a stack names the same one. */
function splitPath(path: string): Asked {
  const at = path.lastIndexOf('#');
  const file = resolve(at === -1 ? path : path.slice(0, at));
  const name = at === -1 ? null : path.slice(at + 1);
  return { file: existsSync(file) ? realpathSync(file) : file, name };
}

/** Code that reaches out of the run is not even tried. */
function mayRun(code: readonly Finding[]): boolean {
  return code.every((finding) => checkCodes[finding.code].keepsFromRunning !== true);
}

function tryIn(folder: string, asked: Asked, options: CheckOptions): Promise<TrialReport> {
  const { parameters = {}, runs = true, seed = 'check' } = options;
  const { trialMsMax = TRIAL_MS_MAX, memoryMbMax: memoryMb = MEMORY_MB_MAX } = options;
  const bounds = { ...boundsOf(folder, options, trialMsMax), memoryMb };
  return tryStrategy({ ...asked, parameters, runs, seed }, bounds);
}

function boundsOf(folder: string, { signal }: CheckOptions, timeoutMs: number): ProcessBounds {
  return { folder, timeoutMs, signal };
}

/** What was thrown has its place; anything else is put where the code it is about is declared. */
function findingsOf(
  { findings, strategy }: TrialReport,
  { name }: Asked,
  files: readonly ModuleFile[],
): readonly Finding[] {
  return findings.map(({ code, detail, place, member }) => {
    const type = strategy?.name ?? name;
    return findingOf(code, place ?? placeOfMember(files, { type, member }), detail);
  });
}

const notRead = skip('the file cannot be read', 'types', 'code', 'parameters', 'run');

function skippedBy(
  tried: TrialReport | null,
  found: readonly Finding[],
  runs: boolean,
): readonly SkippedStage[] {
  if (tried === null) {
    return skip('it was not loaded, for what it imports or uses', 'parameters', 'run');
  }
  const stages = new Set(found.map(({ stage }) => stage));
  if (stages.has('source')) return skip('there is no strategy to look at', 'parameters', 'run');
  if (tried.strategy === null) return skip('it was never loaded whole', 'parameters');
  if (!runs) return skip('not asked for', 'run');
  return stages.has('parameters') ? skip('its parameters have mistakes', 'run') : [];
}

function skip(reason: string, ...stages: readonly CheckStage[]): readonly SkippedStage[] {
  return stages.map((stage) => ({ stage, reason }));
}

function strategyOf(tried: TrialReport | null): CheckedStrategy | null {
  if (tried === null || tried.strategy === null) return null;
  const { subscriptions, figures: trial } = tried;
  const dataKinds = [...new Set(subscriptions.map(({ kind }) => kind))];
  return { ...tried.strategy, subscriptions, dataKinds, trial };
}

type Parts = {
  readonly files?: readonly ModuleFile[];
  readonly findings: readonly Finding[];
  readonly skipped: readonly SkippedStage[];
  readonly strategy?: CheckedStrategy | null;
};

/** Findings in the order of the stages, so many of each at most. */
function reportOf(
  file: string,
  { files = [], findings: all, skipped, strategy = null }: Parts,
): CheckReport {
  const ofStage = (stage: CheckStage): readonly Finding[] =>
    all.filter((finding) => finding.stage === stage).slice(0, FINDINGS_PER_STAGE_MAX);
  const findings = checkStages.flatMap(ofStage);
  return {
    file,
    files: files.map(({ path }) => path),
    ok: all.every(({ severity }) => severity !== 'error'),
    findings,
    leftOut: all.length - findings.length,
    skipped,
    strategy,
    sourceHash: files.length === 0 ? null : hashModules(files),
  };
}
