/**
 * The process in which a strategy is tortured. It may loop for ever or use up its memory: what each
 * scenario came to is written down as soon as it is known.
 */
import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { PROGRESS_FILE } from '../check/bounded-process.ts';
import { loadStrategy } from '../trial/load-strategy.ts';
import { fillParameters } from '../trial/read-schema.ts';
import { wantsOf } from '../trial/run-trial.ts';
import { runScenarioOf } from './run-scenario.ts';
import { familyOf } from './scenario-names.ts';
import { tortureFiles, type TortureJob } from './torture-report.ts';

const folder = process.argv[2] ?? '.';
const parsed: unknown = JSON.parse(readFileSync(join(folder, tortureFiles.job), 'utf8'));
// The job was written by the process that started this one, of the same version.
const job = parsed as TortureJob;

const { file, seed, maxPosition } = job;
const type = await loadStrategy(file, job.name);
const parameters = fillParameters(type.parameters, job.parameters);
const wants = wantsOf({ type, file, parameters, seed, wants: null, onCallback: () => {} });
const victim = {
  type,
  parameters,
  wants,
  seed,
  maxPosition: maxPosition ?? declaredIn(parameters),
};
sayProgress();
for (const name of job.scenarios) {
  const outcome = runScenarioOf(victim, familyOf(name), name);
  appendFileSync(join(folder, tortureFiles.outcomes), `${JSON.stringify(outcome)}\n`);
  sayProgress();
}
process.exit(0);

/** Whoever waits gives each scenario a time of its own. */
function sayProgress(): void {
  writeSync(PROGRESS_FILE, '.');
}

/** A strategy that has a parameter of this name says by it how much it may hold. */
function declaredIn(values: Readonly<Record<string, unknown>>): number | null {
  const most = Number(values['maxPosition'] ?? Number.NaN);
  return Number.isFinite(most) && most > 0 ? most : null;
}
