import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runsFromSource } from '../check/argosy-rooms.ts';
import { runBounded, type ProcessBounds, type ProcessEnd } from '../check/bounded-process.ts';
import {
  nothingTold,
  trialFiles,
  type TrialFinding,
  type TrialJob,
  type TrialReport,
} from './trial-report.ts';

/** The bounds of a trial. */
export type TrialBounds = ProcessBounds & { readonly memoryMb: number };

/**
 * Loads a strategy, looks at its parameters and runs it, in a process of its own: whatever it does
 * there, this comes back with what was found, and with how it ended among that. What it asks for is
 * found out in a first process, so that it runs in the second as if it ran for the first time.
 */
export async function tryStrategy(
  job: Omit<TrialJob, 'wants'>,
  bounds: TrialBounds,
): Promise<TrialReport> {
  const begin = performance.now();
  const first = await tryOnce({ ...job, wants: null }, bounds);
  if (first.wants === null || first.findings.length > 0) return first;
  const timeoutMs = Math.max(1, bounds.timeoutMs - (performance.now() - begin));
  return tryOnce({ ...job, wants: first.wants }, { ...bounds, timeoutMs });
}

async function tryOnce(job: TrialJob, bounds: TrialBounds): Promise<TrialReport> {
  writeFileSync(join(bounds.folder, trialFiles.job), JSON.stringify(job));
  rmSync(join(bounds.folder, trialFiles.report), { force: true });
  const suffix = runsFromSource ? 'ts' : 'js';
  const end = await runBounded(
    [
      ...(runsFromSource ? ['--conditions=source'] : []),
      // It may read files, as its imports are; write none but its report, and start no process.
      '--permission',
      '--allow-fs-read=*',
      `--allow-fs-write=${bounds.folder}`,
      `--max-old-space-size=${bounds.memoryMb}`,
      fileURLToPath(new URL(`./trial-process.${suffix}`, import.meta.url)),
      bounds.folder,
    ],
    bounds,
  );
  const report = readReport(bounds.folder);
  if (report.isWhole) return report;
  const last = findingOfEnd(end, bounds);
  // While it is loaded no callback is to blame, but the file.
  const place = last.member === 'loading' ? { file: job.file, line: 1, column: 1 } : null;
  return { ...report, findings: [...report.findings, { ...last, place }] };
}

function readReport(folder: string): TrialReport {
  const path = join(folder, trialFiles.report);
  if (!existsSync(path)) return nothingTold;
  const report: unknown = JSON.parse(readFileSync(path, 'utf8'));
  // Written by our own process of the same version.
  return report as TrialReport;
}

/** How a process ended that did not come to the end of its work. */
function findingOfEnd(
  { wasStopped, code, signal, output }: ProcessEnd,
  { folder, timeoutMs, memoryMb }: TrialBounds,
): TrialFinding {
  const member = lastCallback(folder);
  const of = { place: null, member };
  if (wasStopped === 'abort') {
    return { ...of, code: 'RUN_FAILED', detail: `interrupted in ${member}` };
  }
  if (wasStopped === 'timeout') {
    const seconds = (timeoutMs / 1000).toFixed(1);
    return { ...of, code: 'OUT_OF_TIME', detail: `${member}, after ${seconds} s` };
  }
  if (/heap out of memory|Array buffer allocation failed/.test(output)) {
    return { ...of, code: 'OUT_OF_MEMORY', detail: `${member}, at ${memoryMb} MB` };
  }
  const last = output.trim().split('\n').slice(-3).join(' ').slice(0, 300);
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  const detail = `${member}, ${how}${last === '' ? '' : `, ${last}`}`;
  return { ...of, code: 'PROCESS_ENDED', detail };
}

function lastCallback(folder: string): string {
  const path = join(folder, trialFiles.now);
  const name = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return name === '' ? 'loading' : name;
}
