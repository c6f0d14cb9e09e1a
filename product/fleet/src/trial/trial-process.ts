/**
 * The process in which a strategy is tried. It may loop for ever, use up its memory or end: the
 * process that started it reads what was written down before that.
 */
import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { readWritten } from 'argosy/engine';

import { tryLoading } from './load-strategy.ts';
import { checkSchema, checkValues, fillParameters } from './read-schema.ts';
import { runTrial, type TrialOutcome } from './run-trial.ts';
import { placeOfError } from './stack-place.ts';
import {
  nothingTold,
  trialFiles,
  type TrialFinding,
  type TrialJob,
  type TrialReport,
} from './trial-report.ts';

const NAME_BYTES = 40;
const FINDINGS_MAX = 50;
const DETAIL_LENGTH_MAX = 2_000;

const folder = process.argv[2] ?? '.';
const parsed: unknown = JSON.parse(readFileSync(join(folder, trialFiles.job), 'utf8'));
// The job was written by the process that started this one, of the same version.
const job = parsed as TrialJob;
let report: TrialReport = nothingTold;

const now = openSync(join(folder, trialFiles.now), 'w');
process.on('unhandledRejection', (error) => {
  const place = placeOfError(error, job.file);
  find({ code: 'PROMISE_REJECTED', detail: String(error), place, member: null });
});
await work();
// A rejected promise is heard of once the callbacks are over.
await new Promise((resolve) => setImmediate(resolve));
write({ ...report, isWhole: true });
closeSync(now);
process.exit(0);

async function work(): Promise<void> {
  noteCallback('loading');
  const loaded = await tryLoading(job.file, job.name);
  if (!loaded.ok) {
    const { code, detail, cause } = loaded;
    return find({ code, detail, place: placeOfError(cause, job.file), member: null });
  }
  const { type } = loaded;
  const faults = [...checkSchema(type.parameters)];
  const isDeclared = faults.length === 0;
  const parameters = isDeclared ? type.parameters : {};
  const values = isDeclared ? fillParameters(parameters, readWritten(type, job.parameters)) : {};
  write({ ...report, strategy: { name: type.name, parameters, values } });
  if (isDeclared) faults.push(...checkValues(parameters, values));
  for (const fault of faults) find({ ...fault, place: null });
  if (faults.length > 0 || !job.runs) return;
  noteCallback('constructor');
  const { file, seed, wants } = job;
  const onCallback = noteCallback;
  add(runTrial({ type, file, parameters: values, seed, wants, onCallback }));
}

function add({ findings, subscriptions, figures, wants }: TrialOutcome): void {
  write({ ...report, subscriptions, figures, wants });
  for (const finding of findings) find(finding);
}

function find(finding: TrialFinding): void {
  if (report.findings.length === FINDINGS_MAX) return;
  const next = { ...finding, detail: finding.detail.slice(0, DETAIL_LENGTH_MAX) };
  const text = JSON.stringify(next);
  if (report.findings.some((one) => JSON.stringify(one) === text)) return;
  write({ ...report, findings: [...report.findings, next] });
}

/** Written aside and renamed, so that a report is never half there. */
function write(next: TrialReport): void {
  report = next;
  const path = join(folder, trialFiles.report);
  writeFileSync(`${path}.new`, JSON.stringify(next));
  renameSync(`${path}.new`, path);
}

/** What the strategy is at, in case it never comes back from there. */
function noteCallback(name: string): void {
  writeSync(now, name.padEnd(NAME_BYTES), 0);
}
