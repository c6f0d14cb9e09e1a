import { isMainThread, workerData, type MessagePort } from 'node:worker_threads';

import type { ColumnValues } from './column-batch.ts';
import { Duck, type DuckChunk } from './duck.ts';
import {
  WORKER_BATCH_ROWS,
  type CursorJob,
  type WorkerAnswer,
  type WorkerAsk,
  type WorkerJob,
} from './worker-protocol.ts';

/** Batches of a cursor, each as it is asked for: nothing is read ahead of that but one batch. */
async function* batchesOf(duck: Duck, job: CursorJob): AsyncGenerator<readonly ColumnValues[]> {
  let pending = new PendingBatch(job);
  for (const statement of job.statements) {
    for await (const chunk of duck.query(statement)) {
      pending.take(chunk);
      if (pending.rows < WORKER_BATCH_ROWS) continue;
      yield pending.columns;
      pending = new PendingBatch(job);
    }
  }
  if (pending.rows > 0) yield pending.columns;
}

class PendingBatch {
  readonly #job: CursorJob;
  readonly #columns: (Float64Array | (string | null)[])[];
  rows = 0;

  constructor(job: CursorJob) {
    this.#job = job;
    // A batch is let go once it is full enough; one more chunk has room in it.
    this.#columns = job.columns.map(({ type }) => {
      return type === 'number' ? new Float64Array(WORKER_BATCH_ROWS * 2) : [];
    });
  }

  get columns(): readonly ColumnValues[] {
    return this.#columns.map((one) => {
      return one instanceof Float64Array ? one.slice(0, this.rows) : one;
    });
  }

  take(chunk: DuckChunk): void {
    for (const [at, column] of this.#columns.entries()) {
      const vector = chunk.getColumnVector(at);
      const isNumber = this.#job.columns[at]?.type === 'number';
      for (let row = 0; row < chunk.rowCount; row += 1) {
        const value = vector.getItem(row);
        if (isNumber) column[this.rows + row] = typeof value === 'number' ? value : NaN;
        else if (!(column instanceof Float64Array)) {
          column.push(typeof value === 'string' ? value : null);
        }
      }
    }
    this.rows += chunk.rowCount;
  }
}

class Desk {
  readonly #port: MessagePort;
  readonly #bell: Int32Array;
  readonly #cursors: readonly AsyncGenerator<readonly ColumnValues[]>[];
  readonly #ahead: Promise<IteratorResult<readonly ColumnValues[]>>[];

  constructor(port: MessagePort, job: WorkerJob, ducks: readonly Duck[]) {
    this.#port = port;
    this.#bell = new Int32Array(job.bell);
    this.#cursors = job.cursors.map((one, at) => {
      const duck = ducks[at];
      if (duck === undefined) throw new Error(`no connection for cursor ${at}`);
      return batchesOf(duck, one);
    });
    this.#ahead = this.#cursors.map((cursor) => quiet(cursor.next()));
  }

  async answer({ cursor }: WorkerAsk): Promise<void> {
    try {
      const step = await this.#ahead[cursor];
      const columns = step === undefined || step.done === true ? null : step.value;
      this.tell({ cursor, columns });
      const next = this.#cursors[cursor]?.next();
      if (columns !== null && next !== undefined) this.#ahead[cursor] = quiet(next);
    } catch (error) {
      this.tell({ failed: error instanceof Error ? error.message : String(error) });
    }
  }

  tell(answer: WorkerAnswer): void {
    const columns = 'columns' in answer ? (answer.columns ?? []) : [];
    const moved = columns.flatMap((one) => (one instanceof Float64Array ? [one.buffer] : []));
    this.#port.postMessage(
      answer,
      moved.filter((one) => one instanceof ArrayBuffer),
    );
    Atomics.add(this.#bell, 0, 1);
    Atomics.notify(this.#bell, 0);
  }
}

/** What fails ahead of time is told when it is asked for. */
function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

async function work(port: MessagePort, job: WorkerJob): Promise<void> {
  const { cursors, ...options } = job;
  const duck = await Duck.open(options);
  const ducks = await Promise.all(cursors.map(() => duck.another()));
  const desk = new Desk(port, job, ducks);
  port.on('message', (ask: WorkerAsk) => void desk.answer(ask));
}

/** What kept the thread from its work is told like what fails in it. */
function tellFailure(port: MessagePort, job: WorkerJob): (error: unknown) => void {
  return (error) => {
    new Desk(port, { ...job, cursors: [] }, []).tell({ failed: String(error) });
  };
}

if (!isMainThread) {
  // Given by `SyncCursors`, which starts this thread and nothing else does.
  const { port, ...job } = workerData as WorkerJob & { readonly port: MessagePort };
  work(port, job).catch(tellFailure(port, job));
}
