import { Worker, type Transferable } from 'node:worker_threads';

import { serverError } from '../errors.ts';
import type { FromThread, Reached } from './thread-messages.ts';
import type { LogRecord } from '@argosy/telemetry';

/** A thread as whoever has started it sees it. */
export type WatchedThreadOptions = {
  readonly name: string;
  readonly file: URL;
  readonly given: object;
  readonly ports: readonly Transferable[];
  readonly onLog: (record: LogRecord) => void;
  /** It has ended without being told to. */
  readonly onLost: (reason: string) => void;
  readonly heapMb: number;
  /** What of it is young at most. */
  readonly youngMb: number;
};

const STOP_MILLIS = 8_000;
const START_MILLIS = 120_000;

/** A thread from its start to its end. What ends it otherwise is told once. */
export class WatchedThread {
  readonly #options: WatchedThreadOptions;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #reason: string | null = null;
  #isStopping = false;

  constructor(options: WatchedThreadOptions) {
    this.#options = options;
    const { file, given, ports, name, heapMb, youngMb } = options;
    this.#worker = new Worker(file, {
      name,
      workerData: given,
      transferList: [...ports],
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
    });
    this.#worker.on('error', (error) => {
      this.#reason = reasonOf(error);
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', (code) => {
        resolve();
        if (!this.#isStopping) options.onLost(this.#reason ?? `it ended with code ${code}`);
      });
    });
    this.#worker.on('message', (message: FromThread) => {
      if (message.type === 'log') for (const record of message.records) options.onLog(record);
    });
  }

  /** Waits until it says that it is ready; gives what it says with it. */
  async ready(): Promise<Reached | null> {
    const { name } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(serverError('START_FAILED', `${name}: not ready within ${START_MILLIS} ms`));
      }, START_MILLIS);
      void this.#ended.then(() => {
        clearTimeout(timer);
        reject(serverError('START_FAILED', `${name}: ${this.#reason ?? 'it has ended'}`));
      });
      this.#worker.on('message', (message: FromThread) => {
        if (message.type !== 'ready') return;
        clearTimeout(timer);
        resolve(message.reached);
      });
    });
  }

  /** Ends it in order; one that does not end by itself is ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#worker.postMessage({ type: 'stop' });
    const timer = setTimeout(() => void this.#worker.terminate(), STOP_MILLIS);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends it at once. */
  async terminate(): Promise<void> {
    this.#isStopping = true;
    await this.#worker.terminate();
  }
}

/** An error with a code of ours says what is wrong; of all else it is told where it came about. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'ArgosyError' && 'code' in error)
    return `${String(error.code)}: ${error.message}`;
  return error.stack ?? error.message;
}
