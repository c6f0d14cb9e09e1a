import type { AuditEntry } from '@argosy/storage';

import type { Records } from '../../platform/records.ts';
import { within } from '../away.ts';

/** Keeps entries where the records cannot, until these have them; what it has taken outlives the process. */
export interface SpareAudit {
  keep(entries: readonly AuditEntry[]): Promise<void>;
}

type Waiting = {
  readonly entry: AuditEntry;
  /** Whether something is held up until it is kept. */
  readonly isUrgent: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** Entries that wait for those before them. */
export const WAITING_MAX = 10_000;
/** How long the records may take over an entry that is kept beside them otherwise. */
const KEEP_MILLIS = 1_000;
/** Entries that are written at once: what has come while the ones before were written. */
const BATCH_MAX = 500;
/** An entry that holds nothing up goes with the next one that does, or by itself after so long. */
const ASIDE_MILLIS = 20;

/** Writes entries of the audit in their order, many at once where many come: each is told when its own is kept. */
export class AuditTrail {
  readonly #records: Pick<Records, 'appendAudit'>;
  readonly #spare: SpareAudit | null;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(records: Pick<Records, 'appendAudit'>, spare: SpareAudit | null = null) {
    this.#records = records;
    this.#spare = spare;
  }

  /** Keeps an entry that must neither be lost nor waited for: in the records, or beside them until they answer. */
  async keep(entry: AuditEntry): Promise<void> {
    return this.#orSpare(entry, this.write(entry));
  }

  /** The same for one that nothing is held up for. */
  async keepAside(entry: AuditEntry): Promise<void> {
    return this.#orSpare(entry, this.writeAside(entry));
  }

  /** Keeps an entry now; fails where it could not be kept, or too many wait. */
  async write(entry: AuditEntry): Promise<void> {
    const kept = this.#add(entry, true);
    this.#begin();
    return kept;
  }

  /** Keeps an entry that nothing is held up for: it costs no write of its own where others come. */
  async writeAside(entry: AuditEntry): Promise<void> {
    const kept = this.#add(entry, false);
    this.#beginLater();
    return kept;
  }

  /** Resolves once all that was given is kept or has failed. */
  async settle(): Promise<void> {
    while (this.#waiting.length > 0 || this.#writing !== null) {
      this.#begin();
      await this.#writing;
    }
  }

  async #orSpare(entry: AuditEntry, written: Promise<void>): Promise<void> {
    const spare = this.#spare;
    if (spare === null) return written;
    try {
      await within(written, KEEP_MILLIS);
    } catch {
      // Whatever the records have against it, they get it again.
      await spare.keep([entry]);
    }
  }

  #add(entry: AuditEntry, isUrgent: boolean): Promise<void> {
    if (this.#waiting.length >= WAITING_MAX) {
      throw new RangeError(`${WAITING_MAX} entries wait for the audit already`);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, isUrgent, resolve, reject });
    });
  }

  #begin(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing ??= this.#writeAll();
  }

  #beginLater(): void {
    if (this.#writing === null) this.#timer ??= setTimeout(() => this.#begin(), ASIDE_MILLIS);
  }

  async #writeAll(): Promise<void> {
    do await this.#writeSome(this.#waiting.splice(0, BATCH_MAX));
    while (this.#waiting.some(({ isUrgent }) => isUrgent));
    this.#writing = null;
    if (this.#waiting.length > 0) this.#beginLater();
  }

  async #writeSome(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#records.appendAudit(batch.map(({ entry }) => entry));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
