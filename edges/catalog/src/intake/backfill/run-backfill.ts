import type { Random } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import type { HistoryStore } from '../../history/history-store.ts';
import { toColumns } from '../../history/market-rows.ts';
import { formatSeries } from '../../history/series.ts';
import type { BackfillJob, BackfillProgress } from './backfill-job.ts';
import { Pacer } from './pacer.ts';
import type { BackfillClock, Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

/** What a run of a job needs of the world. */
export type BackfillOptions = {
  readonly vendor: Vendor;
  readonly history: HistoryStore;
  readonly clock: BackfillClock;
  readonly random: Random;
  /** Stops the job behind the window under way; it can be resumed. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: BackfillProgress) => void;
};

/** How often a window is asked for before it is left. */
const TRIES_MAX = 6;
const BACKOFF_MS = 500;
const BACKOFF_MS_MAX = 60_000;
/** A vendor that tells to wait for longer is given up. */
const WAIT_MS_MAX = 15 * 60_000;
/** So many windows that were left end a job: something is wrong with all of it. */
const LEFT_MAX = 50;

/**
 * Works on a job from where it stands until it is done, stopped, or cannot go on. Each window is kept before it is
 * noted as done, and keeping it twice changes nothing: a kill at any instant loses no row and doubles none.
 */
export async function runBackfill(
  job: BackfillJob,
  options: BackfillOptions,
): Promise<BackfillProgress> {
  const release = job.lock();
  try {
    return await new Run(job, options).go();
  } finally {
    release();
  }
}

type Outcome =
  | { readonly kind: 'kept' }
  | { readonly kind: 'left' | 'ended'; readonly reason: string };

class Run {
  readonly #job: BackfillJob;
  readonly #options: BackfillOptions;
  readonly #pacer: Pacer;

  constructor(job: BackfillJob, options: BackfillOptions) {
    this.#job = job;
    this.#options = options;
    this.#pacer = new Pacer(options.clock, options.vendor.limits);
  }

  async go(): Promise<BackfillProgress> {
    const job = this.#job;
    this.#save({ status: 'running', reason: null });
    const { left: before } = job.progress;
    for (const { window } of before) {
      const ended = await this.#look(window, true);
      if (ended) return job.progress;
    }
    while (job.progress.next < job.windows) {
      const ended = await this.#look(job.progress.next, false);
      if (ended) return job.progress;
    }
    const { left } = job.progress;
    if (left.length === 0) return this.#save({ status: 'done' });
    return this.#save({ status: 'failed', reason: `${left.length} windows brought nothing` });
  }

  /** Looks after one window; whether the job ends with it. */
  async #look(window: number, isAgain: boolean): Promise<boolean> {
    if (this.#options.signal.aborted) return this.#end('stopped', 'asked to stop');
    const outcome = await this.#bring(this.#job.windowAt(window));
    if (this.#options.signal.aborted && outcome.kind !== 'kept') {
      return this.#end('stopped', 'asked to stop');
    }
    if (outcome.kind === 'ended') return this.#end('failed', outcome.reason);
    const others = this.#job.progress.left.filter((one) => one.window !== window);
    const isLeft = outcome.kind === 'left';
    const left = isLeft ? [...others, { window, reason: outcome.reason }] : others;
    this.#save({ left, ...(isAgain ? {} : { next: window + 1 }) });
    if (left.length <= LEFT_MAX) return false;
    return this.#end('failed', `${left.length} windows brought nothing`);
  }

  #end(status: 'stopped' | 'failed', reason: string): true {
    this.#save({ status, reason });
    return true;
  }

  async #bring(request: VendorRequest): Promise<Outcome> {
    let reason = '';
    for (let tried = 0; tried < TRIES_MAX; tried += 1) {
      const answer = await this.#ask(request, tried > 0);
      if (answer.kind === 'refused') return { kind: 'ended', reason: answer.reason };
      if (answer.kind === 'rows') {
        const wrong = wrongIn(answer.rows, request);
        if (wrong === null) return this.#keep(request, answer.rows);
        reason = wrong;
      } else reason = answer.kind === 'wait' ? 'too many requests' : answer.reason;
      const asked = answer.kind === 'wait' ? (answer.afterMs ?? 0) : 0;
      if (asked > WAIT_MS_MAX) return { kind: 'ended', reason: `told to wait for ${asked} ms` };
      const wait = Math.max(asked, this.#backoff(tried));
      const { clock, signal } = this.#options;
      if (!(await this.#unlessStopped(() => clock.sleep(wait, signal)))) break;
    }
    return { kind: 'left', reason };
  }

  /** What an adapter throws is an answer like another: it never ends the job by itself. */
  async #ask(request: VendorRequest, isRetry: boolean): Promise<VendorAnswer> {
    const { vendor, signal } = this.#options;
    const { requests, retries } = this.#job.progress;
    const isTurn = await this.#unlessStopped(() => this.#pacer.next(signal));
    if (!isTurn) return { kind: 'failed', reason: 'asked to stop' };
    this.#save({ requests: requests + 1, retries: retries + (isRetry ? 1 : 0) });
    try {
      return await vendor.ask(request, signal);
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async #keep({ series }: VendorRequest, rows: readonly MarketData[]): Promise<Outcome> {
    if (rows.length === 0 || series.kind === 'custom') return { kind: 'kept' };
    const { precision } = this.#job.plan;
    const batch = toColumns(series.kind, rows);
    await this.#options.history.append({ series, batch, precision, mode: 'merge' });
    this.#save({ rows: this.#job.progress.rows + rows.length });
    return { kind: 'kept' };
  }

  /** Full jitter: those who were turned away together do not come back together. */
  #backoff(tried: number): number {
    const most = Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** tried);
    return Math.ceil(most * this.#options.random.nextFloat());
  }

  /** Whether a wait came to its end; not where the job is told to stop. */
  async #unlessStopped(wait: () => Promise<void>): Promise<boolean> {
    const { signal } = this.#options;
    if (signal.aborted) return false;
    try {
      await wait();
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  #save(changes: Partial<BackfillProgress>): BackfillProgress {
    this.#job.save(changes);
    this.#options.onProgress?.(this.#job.progress);
    return this.#job.progress;
  }
}

/** Why rows are no answer to a request; null where they are. */
function wrongIn(
  rows: readonly MarketData[],
  { series, from, until }: VendorRequest,
): string | null {
  let last = Number.NEGATIVE_INFINITY;
  for (const [place, row] of rows.entries()) {
    const isOf = row.kind === series.kind && row.instrument === series.instrument;
    const isSame =
      isOf && (row.kind !== 'bar' || series.kind !== 'bar' || row.spec === series.spec);
    const at = row.kind === 'bar' ? row.opensAt : row.eventAt;
    if (!isSame) return `row ${place + 1} is not of ${formatSeries(series)}`;
    if (at < from || at >= until) return `row ${place + 1} is not of the time that was asked for`;
    if (at < last) return `row ${place + 1} is before the one before it`;
    last = at;
  }
  return null;
}
