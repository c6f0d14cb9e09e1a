import { availableParallelism } from 'node:os';

import {
  ForwardSearch,
  learnedTrialsOf,
  Sweep,
  TrialTable,
  ValidationSearch,
  type ForwardReport,
  type ForwardWindows,
  type LearnedSweep,
  type Objective,
  type SearchSpace,
  type SearchWork,
  type ValidationReport,
  type ValidationTerms,
} from 'argosy/vector';

import { labError } from '../errors.ts';
import { learningOf } from './do-share.ts';
import { loadMaker } from './load-maker.ts';
import { SharedParts } from './shared-parts.ts';
import type { LearnTerms, MadeSweep, SweepTask } from './sweep-job.ts';
import { SweepThread } from './sweep-thread.ts';

/** A search that is run on threads. */
export type SearchRun = {
  /** The module whose `makeSweep` makes the sweep, in each thread anew. */
  readonly module: URL;
  /** What its function is called with; copied into each thread but for columns of `shareColumns`. */
  readonly given: unknown;
  readonly signal?: AbortSignal;
  /** Is told a few times a second how many of all trials, or of all trials of all steps, were looked at. */
  onProgress?(done: number, parts: number): void;
};

/** A sweep that is run on threads. */
export type SweepRun = SearchRun & {
  /** A table of before, whose trials are not run again; `TrialTable.shared` makes one. */
  readonly table?: TrialTable;
};

/** A sweep that learns, on threads. */
export type LearnRun = SweepRun & { readonly terms: LearnTerms };

/** A search whose cells somebody keeps. */
type KeptRun = SearchRun & {
  /**
   * Is given the cells that threads fill, before they do, and how many of them each part has: a part of which none is NaN
   * is not run again.
   */
  onCells?(cells: Float64Array, width: number): void;
};

/** Walking forward on threads. */
export type ForwardRun = KeptRun & { readonly windows: ForwardWindows; readonly by?: Objective };

/** Cross-validation on threads. */
export type ValidationRun = KeptRun & { readonly terms: ValidationTerms };

/** The parts of a search, and the cells in which all threads put what they come to. */
type SharedSearch = {
  readonly task: SweepTask;
  readonly size: number;
  readonly cells: Float64Array;
};

const PROGRESS_EVERY_MS = 200;
const THREADS_MAX = 64;
/** How many parts a thread takes at once at most, and into how many turns of all threads few are divided. */
const AT_ONCE_MAX = 64;
const TURNS = 8;

/**
 * Threads that run searches, one after another. Whichever thread runs a part of one, it comes to the same.
 *
 * @example
 * const pool = new SweepPool();
 * const table = await pool.run({ module: new URL('./sma-cross.ts', import.meta.url), given: bars });
 * await pool.close();
 */
export class SweepPool {
  readonly #threads: readonly SweepThread[];
  #last: Promise<unknown> = Promise.resolve();
  #jobs = 0;
  #isClosed = false;

  /** So many threads; as many as there are cores unless told. */
  constructor(threads: number = availableParallelism()) {
    const isCount = Number.isSafeInteger(threads) && threads >= 1 && threads <= THREADS_MAX;
    if (!isCount) throw labError('BAD_THREADS', `${threads}, expected 1 to ${THREADS_MAX}`);
    this.#threads = Array.from({ length: threads }, (_, at) => {
      return new SweepThread(`thread ${at + 1} of ${threads}`);
    });
  }

  /**
   * Runs the trials of a sweep and gives the table they have filled; where the signal comes, as far as
   * they were. One search runs at a time, the next ones wait.
   */
  async run({ table: before, ...run }: SweepRun): Promise<TrialTable> {
    return this.#inTurn(run, async ({ search }) => {
      const table = before ?? TrialTable.shared(search.size);
      checkTable(table, search.size);
      const { trials, blocks, cells } = table;
      await this.#share(run, { task: { kind: 'sweep', trials, blocks }, size: trials, cells });
      return table;
    });
  }

  /**
   * Runs trials that are drawn where those before were good, as `learnSweep` does, and gives them with the table they
   * have filled; where the signal comes it is thrown. Threads run a batch together, then draw the next.
   */
  async learn({ table: before, terms, ...run }: LearnRun): Promise<LearnedSweep<SearchSpace>> {
    return this.#inTurn(run, async (made) => {
      const table = before ?? TrialTable.shared(learnedTrialsOf(terms));
      const { trials, blocks, cells } = table;
      checkTable(table, learnedTrialsOf(terms));
      const task = { kind: 'learn', trials, blocks, terms } as const;
      await this.#share(run, { task, size: trials, cells });
      run.signal?.throwIfAborted();
      // All has run: what is left is to say which trials they were.
      const learning = learningOf(made, table, terms);
      while (learning.draw());
      return learning;
    });
  }

  /** Walks forward, as `walkForward` does; where the signal comes it is thrown. */
  async walkForward({ windows, by = 'sharpe', ...run }: ForwardRun): Promise<ForwardReport> {
    return this.#inTurn(run, async (options) => {
      const task = { kind: 'forward', windows, by } as const;
      const cells = new SharedCells();
      const search = new ForwardSearch(options, { windows, by, cellsOf: cells.take });
      await this.#shareKept(run, search, cells.of(task, search));
      return search.report();
    });
  }

  /** Cross-validates, as `crossValidate` does; where the signal comes it is thrown. */
  async crossValidate({ terms, ...run }: ValidationRun): Promise<ValidationReport> {
    return this.#inTurn(run, async (options) => {
      const cells = new SharedCells();
      const search = new ValidationSearch(options, terms, cells.take);
      await this.#shareKept(run, search, cells.of({ kind: 'validation', terms }, search));
      return search.report();
    });
  }

  /** Ends the threads, a search under way with them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  async #inTurn<Found>(
    { module, given }: SearchRun,
    search: (made: MadeSweep) => Promise<Found>,
  ): Promise<Found> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    try {
      await before;
      if (this.#isClosed) throw labError('POOL_CLOSED', module.href);
      const makeSweep = await loadMaker(module.href);
      return await search(await makeSweep(given));
    } finally {
      resolve();
    }
  }

  /** Has the threads do all parts, of which some may have been kept; where the signal comes it is thrown. */
  async #shareKept(run: KeptRun, { width }: SearchWork, shared: SharedSearch): Promise<void> {
    run.onCells?.(shared.cells, width);
    await this.#share(run, shared);
    run.signal?.throwIfAborted();
  }

  /** Has the threads do all parts, or as many as they can until the signal comes. */
  async #share(
    { module, given, signal, ...run }: SearchRun,
    { task, size, cells }: SharedSearch,
  ): Promise<void> {
    const parts = new SharedParts();
    const cancel = (): void => parts.cancel();
    const tell = (): void => run.onProgress?.(parts.done, size);
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted === true) cancel();
    const timer = setInterval(tell, PROGRESS_EVERY_MS);
    this.#jobs += 1;
    const turns = TURNS * this.#threads.length;
    const atOnce = Math.min(AT_ONCE_MAX, Math.ceil(size / turns));
    const place = { module: module.href, given, number: this.#jobs };
    const job = { ...place, task, size, cells, shared: parts.numbers, atOnce };
    try {
      const ends = await Promise.all(this.#threads.map((thread) => thread.run(job)));
      const failed = ends.find((end) => end !== null);
      if (failed !== undefined) throw labError('THREAD_FAILED', `${failed}`);
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', cancel);
    }
    tell();
  }
}

/** Makes the cells of a search such that threads can share them, and knows them then. */
class SharedCells {
  #cells: Float64Array = new Float64Array();

  readonly take = (count: number): Float64Array => {
    const bytes = count * Float64Array.BYTES_PER_ELEMENT;
    this.#cells = new Float64Array(new SharedArrayBuffer(bytes)).fill(NaN);
    return this.#cells;
  };

  of(task: SweepTask, { size }: SearchWork): SharedSearch {
    return { task, size, cells: this.#cells };
  }
}

/** One trial of a sweep after another in full, in this thread. */
export async function openSweep(module: URL, given: unknown): Promise<Sweep<SearchSpace>> {
  const makeSweep = await loadMaker(module.href);
  return new Sweep(await makeSweep(given));
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
