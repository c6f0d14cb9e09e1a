import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';

import { ColumnBatch } from './column-batch.ts';
import { historyError } from './history-errors.ts';
import type { CursorJob, WorkerAnswer, WorkerAsk, WorkerJob } from './worker-protocol.ts';

/** How long an answer may take. */
const PATIENCE_MS = 120_000;

const runsFromSource = import.meta.url.endsWith('.ts');

/**
 * Reads with DuckDB on a thread of its own for a caller that cannot await, as a run of the kernel
 * cannot: while one batch is used the next is made ready.
 */
export class SyncCursors {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #bell: Int32Array;
  readonly #jobs: readonly CursorJob[];
  /** What came for another cursor than the one that waited. */
  readonly #answers = new Map<number, (ColumnBatch | null)[]>();
  #isOpen = true;

  constructor(job: Omit<WorkerJob, 'bell'>) {
    const bell = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const channel = new MessageChannel();
    this.#bell = new Int32Array(bell);
    this.#jobs = job.cursors;
    this.#port = channel.port1;
    this.#port.unref();
    const file = new URL(`./query-worker.${runsFromSource ? 'ts' : 'js'}`, import.meta.url);
    this.#worker = new Worker(file, {
      workerData: { ...job, bell, port: channel.port2 },
      transferList: [channel.port2],
      execArgv: runsFromSource ? ['--conditions=source'] : [],
    });
    this.#worker.unref();
    for (const cursor of job.cursors.keys()) this.#ask(cursor);
  }

  /** The next batch of a cursor, waiting for it; null behind the last one. */
  next(cursor: number): ColumnBatch | null {
    const batch = this.#waitFor(cursor);
    if (batch !== null) this.#ask(cursor);
    return batch;
  }

  /** Ends the thread; safe to call twice. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#port.close();
    void this.#worker.terminate();
  }

  #ask(cursor: number): void {
    const ask: WorkerAsk = { cursor };
    this.#port.postMessage(ask);
  }

  #waitFor(cursor: number): ColumnBatch | null {
    for (;;) {
      const found = this.#answers.get(cursor)?.shift();
      if (found !== undefined) return found;
      const seen = Atomics.load(this.#bell, 0);
      const received: { readonly message: unknown } | undefined = receiveMessageOnPort(this.#port);
      if (received !== undefined) {
        // Told by our own thread, of the same version.
        this.#sort(received.message as WorkerAnswer);
        continue;
      }
      if (Atomics.wait(this.#bell, 0, seen, PATIENCE_MS) === 'timed-out') {
        throw historyError('HISTORY_ENGINE_FAILED', `no answer within ${PATIENCE_MS / 1000} s`);
      }
    }
  }

  #sort(answer: WorkerAnswer): void {
    if ('failed' in answer) throw historyError('HISTORY_ENGINE_FAILED', answer.failed);
    const { cursor, columns } = answer;
    const names = this.#jobs[cursor]?.columns ?? [];
    const batch =
      columns === null
        ? null
        : new ColumnBatch(new Map(columns.map((values, at) => [names[at]?.name ?? '', values])));
    const waiting = this.#answers.get(cursor) ?? [];
    waiting.push(batch);
    this.#answers.set(cursor, waiting);
  }
}
