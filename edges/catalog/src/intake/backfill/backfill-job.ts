import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { formatTimestamp, toTimestamp, type Timestamp } from 'argosy/core';

import type { Precision } from '../../history/manifest.ts';
import { formatSeries, toSeries, type Series } from '../../history/series.ts';
import { putFile } from '../../put-file.ts';
import { intakeError } from '../intake-errors.ts';
import { isInstrumentName } from '../row-reader.ts';
import type { VendorRequest } from './vendor.ts';

/** What a job is to bring: plain data, written once. */
export type BackfillPlan = {
  readonly version: 1;
  readonly vendor: string;
  /** Each as kind, instrument and, of bars, what follows it in their specification. */
  readonly series: readonly (readonly [kind: string, instrument: string, variant: string])[];
  /** Microseconds; `until` is left out. */
  readonly from: number;
  readonly until: number;
  /** How long a request may be. */
  readonly spanMicros: number;
  readonly precision: Precision;
  /** What the vendor's adapter needs to be made again; no secrets. */
  readonly terms: Readonly<Record<string, unknown>>;
};

/** How far a job is; written after each window. */
export type BackfillProgress = {
  readonly version: 1;
  readonly status: 'new' | 'running' | 'stopped' | 'failed' | 'done';
  /** How many windows were looked after, in their order. */
  readonly next: number;
  readonly rows: number;
  readonly requests: number;
  readonly retries: number;
  /** Windows that brought nothing in spite of all retries; a resumed job asks for them first. */
  readonly left: readonly { readonly window: number; readonly reason: string }[];
  /** Why it stopped; null where it did not. */
  readonly reason: string | null;
};

/** The most windows of a job. */
const WINDOWS_MAX = 1_000_000;
const FILE_BYTES_MAX = 16 * 2 ** 20;
const begun: BackfillProgress = {
  version: 1,
  status: 'new',
  next: 0,
  rows: 0,
  requests: 0,
  retries: 0,
  left: [],
  reason: null,
};

/** A job in a folder: its plan, and how far it is. */
export class BackfillJob {
  readonly folder: string;
  readonly plan: BackfillPlan;
  readonly #series: readonly Series[];
  readonly #each: number;
  #progress: BackfillProgress;

  private constructor(folder: string, plan: BackfillPlan, progress: BackfillProgress) {
    const { from, until, spanMicros, series } = plan;
    this.folder = folder;
    this.plan = plan;
    this.#series = series.map(([kind, instrument, variant]) => toSeries(kind, instrument, variant));
    this.#each = Math.ceil((until - from) / spanMicros);
    this.#progress = progress;
    const odd = series.find(([, instrument]) => !isInstrumentName(instrument));
    if (odd !== undefined) {
      const detail = `${folder}: instrument ${JSON.stringify(odd[1])}, expected such as SBIN.NSE`;
      throw intakeError('INTAKE_BAD_JOB', detail, { folder });
    }
    const isPlan = from >= 0 && until > from && spanMicros >= 1 && this.windows <= WINDOWS_MAX;
    if (isPlan && this.windows >= 1) return;
    const detail = `${folder}: ${this.windows} windows, expected 1 to ${WINDOWS_MAX}`;
    throw intakeError('INTAKE_BAD_JOB', detail, { folder });
  }

  /** Writes a job into a folder that has none. */
  static create(folder: string, plan: BackfillPlan): BackfillJob {
    const job = new BackfillJob(folder, plan, begun);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'job.json');
    if (existsSync(path)) throw intakeError('INTAKE_BAD_JOB', `${folder} has a job already`);
    writeWhole(path, plan);
    return job;
  }

  /** The job of a folder, as far as it is. */
  static open(folder: string): BackfillJob {
    const plan = readJson(join(folder, 'job.json'));
    if (!isPlan(plan)) throw intakeError('INTAKE_BAD_JOB', `${folder}/job.json is no plan`);
    const path = join(folder, 'progress.json');
    const progress = existsSync(path) ? readJson(path) : begun;
    if (!isProgress(progress)) throw intakeError('INTAKE_BAD_JOB', `${path} is no progress`);
    return new BackfillJob(folder, plan, progress);
  }

  get progress(): BackfillProgress {
    return this.#progress;
  }

  /** How many requests it takes, where none is retried. */
  get windows(): number {
    return this.#each * this.#series.length;
  }

  /** What a window asks for. */
  windowAt(window: number): VendorRequest {
    const series = this.#series[Math.floor(window / this.#each)];
    if (series === undefined)
      throw intakeError('INTAKE_BAD_JOB', `window ${window} of ${this.windows}`);
    const { from, until, spanMicros } = this.plan;
    const begins = from + (window % this.#each) * spanMicros;
    const ends = Math.min(until, begins + spanMicros);
    return { series, from: toTimestamp(begins), until: toTimestamp(ends) };
  }

  /** Notes how far it is, so that a kill loses no more than the window under way. */
  save(changes: Partial<BackfillProgress>): void {
    this.#progress = { ...this.#progress, ...changes };
    writeWhole(join(this.folder, 'progress.json'), this.#progress);
  }

  /** Whether somebody works on it; of a job that was killed nobody does, whatever its progress says. */
  get isWorkedOn(): boolean {
    const path = join(this.folder, 'running');
    return existsSync(path) && isAlive(Number(readFileSync(path, 'utf8')));
  }

  /** Takes the folder for this process; gives what releases it. */
  lock(): () => void {
    const path = join(this.folder, 'running');
    if (this.isWorkedOn) {
      throw intakeError('INTAKE_BAD_JOB', `${this.folder} is being worked on by another process`);
    }
    rmSync(path, { force: true });
    writeWhole(path, process.pid);
    return () => rmSync(path, { force: true });
  }
}

/** A job in lines for a person. */
export function jobLines({
  folder,
  plan,
  progress,
  isWorkedOn,
  ...job
}: BackfillView): readonly string[] {
  const { status, next, rows, requests, retries, left, reason } = progress;
  const isKilled = status === 'running' && !isWorkedOn;
  const part = ((100 * next) / job.windows).toFixed(1);
  const span = `${formatTimestamp(toTimestamp(plan.from))} to ${formatTimestamp(toTimestamp(plan.until))}`;
  return [
    `${folder}: ${isKilled ? 'killed; resume goes on' : status}${reason === null ? '' : `, ${reason}`}`,
    `  from ${plan.vendor}, ${plan.series.length} series, ${span}`,
    `  ${next} of ${job.windows} windows (${part} %), ${rows} rows, ${requests} requests, ${retries} of them again`,
    ...left
      .slice(0, 10)
      .map(({ window, reason: why }) => `  left: ${job.windowText(window)}: ${why}`),
    ...(left.length > 10 ? [`  and ${left.length - 10} more`] : []),
  ];
}

/** What is shown of a job. */
export type BackfillView = Pick<
  BackfillJob,
  'folder' | 'plan' | 'progress' | 'windows' | 'isWorkedOn'
> & {
  windowText(window: number): string;
};

/** A job as it is shown. */
export function viewOf(job: BackfillJob): BackfillView {
  const { folder, plan, progress, windows, isWorkedOn } = job;
  return {
    isWorkedOn,
    folder,
    plan,
    progress,
    windows,
    windowText: (window) => requestText(job.windowAt(window)),
  };
}

function requestText({ series, from, until }: VendorRequest): string {
  const text = (at: Timestamp): string => formatTimestamp(at);
  return `${formatSeries(series)} ${text(from)} to ${text(until)}`;
}

function writeWhole(path: string, value: unknown): void {
  putFile(path, JSON.stringify(value));
}

function readJson(path: string): unknown {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > FILE_BYTES_MAX) {
    throw intakeError('INTAKE_BAD_JOB', `${path} is no file of a job`, { file: path });
  }
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw intakeError('INTAKE_BAD_JOB', `${path}: ${reason}`, { file: path });
  }
}

function isPlan(value: unknown): value is BackfillPlan {
  if (!isRecord(value)) return false;
  const { version, vendor, series, from, until, spanMicros, precision, terms } = value;
  const isNumbers = [from, until, spanMicros].every(Number.isSafeInteger);
  const isSeries =
    Array.isArray(series) && series.every((one) => Array.isArray(one) && one.length === 3);
  const isTerms = isRecord(precision) && isRecord(terms) && typeof vendor === 'string';
  return version === 1 && isNumbers && isSeries && isTerms;
}

function isProgress(value: unknown): value is BackfillProgress {
  if (!isRecord(value)) return false;
  const counts = [value['next'], value['rows'], value['requests'], value['retries']];
  return (
    value['version'] === 1 && counts.every(Number.isSafeInteger) && Array.isArray(value['left'])
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
