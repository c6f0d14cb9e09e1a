import type { AuditEntry } from '@argosy/storage';

import type { Records } from '../../platform/records.ts';

type Waiting = {
  readonly entry: AuditEntry;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** Entries that wait for those before them. */
const WAITING_MAX = 10_000;
/** Entries that are written at once: what has come while the ones before were written. */
const BATCH_MAX = 500;

/** Writes entries of the audit in their order, many at once where many come: each is told when its own is kept. */
export class AuditTrail {
  readonly #records: Pick<Records, 'appendAudit'>;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(records: Pick<Records, 'appendAudit'>) {
    this.#records = records;
  }

  /** Keeps an entry; fails where it could not be kept, or too many wait. */
  async write(entry: AuditEntry): Promise<void> {
    if (this.#waiting.length >= WAITING_MAX) {
      throw new RangeError(`${WAITING_MAX} entries wait for the audit already`);
    }
    const kept = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
    });
    if (!this.#isWriting) void this.#writeAll();
    return kept;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_MAX);
      try {
        await this.#records.appendAudit(batch.map(({ entry }) => entry));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }
}
