import { toMicros } from 'argosy/core';
import { countUsers, type RecordStore } from '@argosy/storage';
import { HealthBook, type PartReport, type PartReporter } from '@argosy/telemetry';

import { wallNow } from '../node-log.ts';
import type { TableKeeper } from './table-keeper.ts';

/** How the parts of the thread of tables and records are. */
export type WorkHealthFace = { parts(): Promise<readonly PartReport[]> };

const ASK_MILLIS = 2_000;
/** A database that has not answered for so long is down, whatever it did before. */
const SILENT_US = toMicros(10_000_000);

/** Watches the databases: people's records are asked every two seconds, the tables say of themselves. */
export class WorkHealth implements WorkHealthFace {
  readonly #book = new HealthBook(wallNow);
  readonly #store: Pick<RecordStore, 'db'>;
  readonly #records: PartReporter;
  readonly #timer: NodeJS.Timeout;
  #isAsking = false;

  constructor(store: Pick<RecordStore, 'db'>, tables: Pick<TableKeeper, 'fault'>) {
    this.#store = store;
    this.#book.register('tables', {
      neededFor: 'ready',
      staleAfter: null,
      check: () =>
        tables.fault === null
          ? { state: 'up', reason: null }
          : { state: 'down', reason: tables.fault },
    });
    const part = { neededFor: 'ready', staleAfter: SILENT_US } as const;
    this.#records = this.#book.register('records', part);
    this.#timer = setInterval(() => void this.look(), ASK_MILLIS);
  }

  /** Asks the records, unless they have not answered yet. */
  async look(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      await countUsers(this.#store.db);
      this.#records.up();
    } catch (error) {
      this.#records.down(error instanceof Error ? error.message : String(error));
    } finally {
      this.#isAsking = false;
    }
  }

  parts(): Promise<readonly PartReport[]> {
    return Promise.resolve(this.#book.ready().parts);
  }

  /** Watches no longer. */
  stop(): void {
    clearInterval(this.#timer);
  }
}
