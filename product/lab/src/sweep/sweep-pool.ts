import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import { Sweep, TrialTable, type SearchSpace } from 'argosy/vector';

import { labError } from '../errors.ts';
import { loadMaker } from './load-maker.ts';
import { places, type SweepEnd, type SweepJob } from './sweep-job.ts';

/** A sweep that is run on threads. */
export type SweepRun = {
  /** The module whose `makeSweep` makes the sweep, in each thread anew. */
  readonly module: URL;
  /** What its function is called with; copied into each thread. */
  readonly given: unknown;
  /** A table of before, whose trials are not run again; `TrialTable.shared` makes one. */
  readonly table?: TrialTable;
  readonly signal?: AbortSignal;
  /** Is told a few times a second how many of all trials were looked at. */
  onProgress?(done: number, trials: number): void;
};

const PROGRESS_EVERY_MS = 200;
const THREADS_MAX = 64;
const runsFromSource = import.meta.url.endsWith('.ts');

/**
 * Threads that run sweeps, one sweep after another. Whichever thread runs a trial, it comes to the same.
 *
 * @example
 * const pool = new SweepPool();
 * const table = await pool.run({ module: new URL('./sma-cross.ts', import.meta.url), given: bars });
 * await pool.close();
 */
export class SweepPool {
  readonly #workers: readonly Worker[];
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** So many threads; as many as there are cores unless told. */
  constructor(threads: number = availableParallelism()) {
    const isCount = Number.isSafeInteger(threads) && threads >= 1 && threads <= THREADS_MAX;
    if (!isCount) throw labError('BAD_THREADS', `${threads}, expected 1 to ${THREADS_MAX}`);
    const file = new URL(`./sweep-worker.${runsFromSource ? 'ts' : 'js'}`, import.meta.url);
    const execArgv = runsFromSource ? ['--conditions=source'] : [];
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(file, { execArgv });
      worker.unref();
      return worker;
    });
  }

  /**
   * Runs the trials of a sweep and gives the table they have filled; where the signal comes, as far as
   * they were. One sweep runs at a time, the next ones wait.
   */
  async run(run: SweepRun): Promise<TrialTable> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    try {
      await before;
      if (this.#isClosed) throw labError('POOL_CLOSED', run.module.href);
      return await this.#run(run);
    } finally {
      resolve();
    }
  }

  /** Ends the threads, a sweep under way with them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #run({ module, given, signal, ...of }: SweepRun): Promise<TrialTable> {
    const makeSweep = await loadMaker(module.href);
    const { search } = await makeSweep(given);
    const table = of.table ?? TrialTable.shared(search.size);
    checkTable(table, search.size);
    const { trials, blocks, cells } = table;
    const shared = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
    const cancel = (): void => void Atomics.store(shared, places.isCancelled, 1);
    const tell = (): void => of.onProgress?.(Atomics.load(shared, places.done), trials);
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted === true) cancel();
    const timer = setInterval(tell, PROGRESS_EVERY_MS);
    try {
      await this.#share({ module: module.href, given, trials, blocks, cells, shared });
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', cancel);
    }
    tell();
    return table;
  }

  async #share(job: SweepJob): Promise<void> {
    const ends = await Promise.all(this.#workers.map((worker) => runOn(worker, job)));
    const failed = ends.find((end) => end.failed !== null);
    if (failed !== undefined) throw labError('THREAD_FAILED', `${failed.failed}`);
  }
}

/** One trial of a sweep after another in full, in this thread. */
export async function openSweep(module: URL, given: unknown): Promise<Sweep<SearchSpace>> {
  const makeSweep = await loadMaker(module.href);
  return new Sweep(await makeSweep(given));
}

/** What a thread ends a job with; one that dies in it has failed too. */
async function runOn(worker: Worker, job: SweepJob): Promise<SweepEnd> {
  const ended = new AbortController();
  const { signal } = ended;
  worker.ref();
  worker.postMessage(job);
  try {
    const dead = once(worker, 'exit', { signal }).then(() => ({ failed: 'it was ended' }));
    const told = once(worker, 'message', { signal }).then(([end]: SweepEnd[]) => end);
    return (await Promise.race([told, dead])) ?? { failed: 'it said nothing' };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  } finally {
    ended.abort();
    worker.unref();
  }
}

/** A table of another search, or one whose cells threads cannot share. */
function checkTable({ trials, cells }: TrialTable, size: number): void {
  if (trials !== size) throw labError('BAD_TABLE', `it has ${trials} trials, the sweep ${size}`);
  if (cells.buffer instanceof SharedArrayBuffer) return;
  throw labError(
    'BAD_TABLE',
    'its cells cannot be shared by threads: TrialTable.shared makes such',
  );
}
