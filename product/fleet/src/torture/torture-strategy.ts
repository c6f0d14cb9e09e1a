import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runsFromSource } from '../check/argosy-rooms.ts';
import { runBounded, type ProcessBounds, type ProcessEnd } from '../check/bounded-process.ts';
import { checkStrategy } from '../check/check-strategy.ts';
import { familyOf, scenarioNames } from './scenario-names.ts';
import {
  tortureFiles,
  type ScenarioOutcome,
  type TortureJob,
  type TortureReport,
} from './torture-report.ts';

/** How a strategy is tortured; what is left out takes what is said here. */
export type TortureOptions = {
  /** Values for its parameters; what has no default gets something made up. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Decides everything that is drawn; `torture`. */
  readonly seed?: string;
  /** The scenarios to run; all of them. */
  readonly only?: readonly string[];
  /** The largest position it may have, in whole units; what its parameter `maxPosition` says, else any. */
  readonly maxPosition?: number;
  /** How long each scenario may take, in milliseconds, before it counts as one without an end; 20 seconds. */
  readonly scenarioMs?: number;
  /** Ends it early; what was not reached is not in the report. */
  readonly signal?: AbortSignal;
};

const MEMORY_MB = 512;
/** How long starting may take, and each scenario unless told. */
const START_MS = 20_000;
const SCENARIO_MS = 20_000;
/** After so many scenarios without an end the others are not tried. */
const HANGS_MAX = 3;

/**
 * Puts a strategy through hostile scenarios, each twice, in a process of its own. It has to pass the check
 * of strategy files first. `file.ts#Name` chooses one of several strategies.
 *
 * @example
 * const { failed, scenarios } = await tortureStrategy('strategies/dip.ts', { seed: 'monday' });
 */
export async function tortureStrategy(
  path: string,
  options: TortureOptions = {},
): Promise<TortureReport> {
  const { parameters = {}, seed = 'torture', only, maxPosition = null, signal } = options;
  const checks = { parameters, checksTypes: false, ...(signal === undefined ? {} : { signal }) };
  const check = await checkStrategy(path, checks);
  const strategy = check.strategy?.name ?? path;
  const fault = check.findings.find(({ severity }) => severity === 'error');
  if (fault !== undefined) {
    return reportOf({ strategy, seed, refused: `${fault.code}: ${fault.message}` }, []);
  }
  const name = path.includes('#') ? path.slice(path.lastIndexOf('#') + 1) : null;
  const job = { file: check.file, name, parameters, seed, maxPosition };
  const outcomes = await runAll(job, only ?? scenarioNames(), options);
  return reportOf({ strategy, seed, refused: null }, outcomes);
}

/** Runs scenarios in one process after the other: one that dies takes only its own scenario with it. */
async function runAll(
  job: Omit<TortureJob, 'scenarios'>,
  names: readonly string[],
  { scenarioMs = SCENARIO_MS, signal }: TortureOptions,
): Promise<readonly ScenarioOutcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'argosy-torture-'));
  try {
    const outcomes: ScenarioOutcome[] = [];
    let hangs = 0;
    while (outcomes.length < names.length && hangs < HANGS_MAX && signal?.aborted !== true) {
      const scenarios = names.slice(outcomes.length);
      const end = await runSome({ ...job, scenarios }, { folder, stepMs: scenarioMs, signal });
      outcomes.push(...readOutcomes(folder));
      const stuck = names[outcomes.length];
      if (stuck === undefined || end.wasStopped === 'abort') break;
      hangs += 1;
      outcomes.push(hungOutcome(stuck, end));
    }
    return outcomes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runSome(job: TortureJob, bounds: Omit<ProcessBounds, 'timeoutMs'>): Promise<ProcessEnd> {
  const { folder } = bounds;
  writeFileSync(join(folder, tortureFiles.job), JSON.stringify(job));
  rmSync(join(folder, tortureFiles.outcomes), { force: true });
  return runBounded(
    [
      ...(runsFromSource ? ['--conditions=source'] : []),
      '--permission',
      '--allow-fs-read=*',
      `--allow-fs-write=${folder}`,
      `--max-old-space-size=${MEMORY_MB}`,
      fileURLToPath(new URL(`./torture-process.${runsFromSource ? 'ts' : 'js'}`, import.meta.url)),
      folder,
    ],
    { ...bounds, timeoutMs: START_MS },
  );
}

function readOutcomes(folder: string): readonly ScenarioOutcome[] {
  const path = join(folder, tortureFiles.outcomes);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  // Written by our own process of the same version.
  return lines.map((line) => JSON.parse(line) as ScenarioOutcome);
}

function hungOutcome(
  name: string,
  { wasStopped, code, signal, output }: ProcessEnd,
): ScenarioOutcome {
  const last = output.trim().split('\n').slice(-2).join(' ').slice(0, 300);
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  const detail = wasStopped === 'timeout' ? 'its time was up' : `${how}, ${last}`;
  const nothing = { orders: 0, fills: 0, denied: 0, hash: null };
  const findings = [{ code: 'HANGS', detail }] as const;
  return { name, family: familyOf(name).name, passed: false, findings, ...nothing };
}

function reportOf(
  head: Pick<TortureReport, 'strategy' | 'seed' | 'refused'>,
  scenarios: readonly ScenarioOutcome[],
): TortureReport {
  const failed = scenarios.filter(({ passed }) => !passed).length;
  const passed = scenarios.length - failed;
  return { schema: 'argosy-torture/1', ...head, scenarios, passed, failed };
}
