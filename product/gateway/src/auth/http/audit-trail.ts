import type { AuditEntry } from '@argosy/storage';

import type { Records } from '../../platform/records.ts';
import { Patience } from '../patience.ts';

/** Keeps entries where the records cannot, until these have them; what it has taken outlives the process. */
export interface SpareAudit {
  keep(entries: readonly AuditEntry[]): Promise<void>;
}

/** Where an entry is kept ahead of the records. */
export type AheadPlace = 0 | 1;

/**
 * Keeps entries on the disk ahead of the records, which get them soon after: whoever waits for the audit waits for this
 * alone. What it keeps outlives the process, and is handed to the records by the next one.
 */
export interface AuditAhead {
  /** Once it answers, the entry is safe; fails where it cannot be. */
  keep(entry: AuditEntry): Promise<AheadPlace>;
  /** The records have it. */
  forget(place: AheadPlace): void;
  close(): Promise<void>;
}

/** Where entries are kept besides the records. */
export type AuditPlaces = {
  readonly spare: SpareAudit | null;
  readonly ahead: AuditAhead | null;
  /** Hears why an entry is ahead of the records alone, until the next start. */
  readonly onLeft: (error: unknown) => void;
};

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
/** Records that take longer over a write do not keep up: nothing is kept ahead of them any more. */
const SLOW_MILLIS = 250;

/** Writes entries of the audit in their order, many at once where many come: each is told when its own is kept. */
export class AuditTrail {
  readonly #records: Pick<Records, 'appendAudit'>;
  readonly #spare: SpareAudit | null;
  readonly #ahead: AuditAhead | null;
  readonly #onLeft: (error: unknown) => void;
  readonly #patience = new Patience(KEEP_MILLIS);
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Since when the records are at a write. */
  #writingSince = Number.POSITIVE_INFINITY;
  #hasFailed = false;

  constructor(records: Pick<Records, 'appendAudit'>, places: Partial<AuditPlaces> = {}) {
    const { spare = null, ahead = null, onLeft = (): void => {} } = places;
    this.#records = records;
    this.#spare = spare;
    this.#ahead = ahead;
    this.#onLeft = onLeft;
  }

  /**
   * Keeps an entry before what it tells of is done: ahead of the records as long as these keep up, and else in them. Where
   * that cannot be, it fails; one that `mayBeSpare` is kept beside them.
   */
  async begin(entry: AuditEntry, { mayBeSpare }: { readonly mayBeSpare: boolean }): Promise<void> {
    if (await this.#keepAhead(entry)) return;
    await (mayBeSpare ? this.keep(entry) : this.write(entry));
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
    await this.#ahead?.close();
  }

  get #keepsUp(): boolean {
    const isSlow = performance.now() - this.#writingSince > SLOW_MILLIS;
    return !this.#hasFailed && !isSlow && this.#waiting.length < WAITING_MAX / 2;
  }

  async #keepAhead(entry: AuditEntry): Promise<boolean> {
    const ahead = this.#ahead;
    if (ahead === null || !this.#keepsUp) return false;
    try {
      const place = await ahead.keep(entry);
      this.keepAside(entry).then(() => ahead.forget(place), this.#onLeft);
      return true;
    } catch (error) {
      this.#onLeft(error);
      return false;
    }
  }

  async #orSpare(entry: AuditEntry, written: Promise<void>): Promise<void> {
    const spare = this.#spare;
    if (spare === null) return written;
    try {
      await this.#patience.wait(written);
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
    this.#writingSince = performance.now();
    try {
      await this.#records.appendAudit(batch.map(({ entry }) => entry));
      this.#hasFailed = false;
      for (const { resolve } of batch) resolve();
    } catch (error) {
      this.#hasFailed = true;
      for (const { reject } of batch) reject(error);
    } finally {
      this.#writingSince = Number.POSITIVE_INFINITY;
    }
  }
}
