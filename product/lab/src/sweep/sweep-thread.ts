import { Worker } from 'node:worker_threads';

import { SharedParts } from './shared-parts.ts';
import type { SweepEnd, SweepJob } from './sweep-job.ts';

const runsFromSource = import.meta.url.endsWith('.ts');

/** One thread of a pool. One that has died is started anew for the next job. */
export class SweepThread {
  readonly #name: string;
  #worker: Worker;
  #isDead = false;
  #isClosed = false;

  constructor(name: string) {
    this.#name = name;
    this.#worker = this.#start();
  }

  /** Does its share of a job; what it failed with is told by its name, or null. */
  async run(job: SweepJob): Promise<string | null> {
    const failed = await this.#end(job);
    if (failed === null) return null;
    new SharedParts(job.shared).cancel();
    return `${this.#name} ${failed}`;
  }

  /** Ends it, and a job under way with it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker.terminate();
  }

  async #end(job: SweepJob): Promise<string | null> {
    if (this.#isClosed) return 'was ended';
    if (this.#isDead) this.#worker = this.#start();
    return endOf(this.#worker, job);
  }

  #start(): Worker {
    const file = new URL(`./sweep-worker.${runsFromSource ? 'ts' : 'js'}`, import.meta.url);
    const execArgv = runsFromSource ? ['--conditions=source'] : [];
    const worker = new Worker(file, { execArgv });
    this.#isDead = false;
    worker.once('exit', () => {
      this.#isDead = true;
    });
    // Who waits for a job is told; without one there is nobody, and the next job has a new thread.
    worker.on('error', () => {});
    worker.unref();
    return worker;
  }
}

/** What a thread's share of a job has failed with; one that dies in it has failed too. */
async function endOf(worker: Worker, job: SweepJob): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const onMessage = (end: SweepEnd): void => {
    if (end.number === job.number) resolve(end.failed);
  };
  const onError = (error: Error): void => resolve(`died: ${error.message}`);
  const onExit = (): void => resolve('was ended');
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  worker.ref();
  try {
    worker.postMessage(job);
    return await promise;
  } finally {
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    worker.unref();
  }
}
