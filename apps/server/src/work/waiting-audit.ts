import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

import { ArgosyError } from 'argosy/core';
import type { SpareAudit } from '@argosy/gateway';
import { storageErrors, type AuditEntry } from '@argosy/storage';
import type { Logger } from '@argosy/telemetry';

import { isDiskFull, KeptRoom } from './kept-room.ts';

/** Where entries wait, and where they belong. */
export type WaitingAuditOptions = {
  readonly file: string;
  /** Writes those that are not in the audit yet, all of them or none. */
  readonly append: (entries: readonly AuditEntry[]) => Promise<unknown>;
  readonly log: Logger;
};

/** So many entries wait at most. */
export const AUDIT_WAITING_MAX = 10_000;
/** So many are written at once. */
const BATCH_MAX = 200;
const TRY_MILLIS = 2_000;
/** Read and written by its owner alone. */
const PRIVATE = 0o600;
const LATE = 'kept in a file while the records were away';

/** What a full disk leaves for the audit: some thousand entries, each of a cancel, a close-out or the kill switch. */
const ROOM_BYTES = 2 * 1024 * 1024;

/**
 * Entries of the audit that the records could not take: a line of a file each, synced before anybody is told that it is
 * kept, and written into the audit as soon as that can be. It outlives its process. Where the disk is full they go into
 * room that was taken before.
 */
export class WaitingAudit implements SpareAudit {
  readonly #options: WaitingAuditOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #room: KeptRoom;
  #waiting: AuditEntry[];
  #isWriting = false;

  private constructor(options: WaitingAuditOptions, room: KeptRoom) {
    this.#options = options;
    this.#room = room;
    this.#waiting = [...readEntries(options), ...entriesOf(room.text, options)];
    this.#timer = setInterval(() => void this.writeAll(), TRY_MILLIS);
    this.#timer.unref();
  }

  /** Opens it, with what an earlier process has left. */
  static open(options: WaitingAuditOptions): WaitingAudit {
    return new WaitingAudit(options, KeptRoom.open(`${options.file}.room`, ROOM_BYTES));
  }

  /** How many entries wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Keeps entries; once it answers they are on the disk. */
  keep(entries: readonly AuditEntry[]): Promise<void> {
    if (this.#waiting.length + entries.length > AUDIT_WAITING_MAX) {
      const detail = `${AUDIT_WAITING_MAX} entries of the audit wait already`;
      throw new ArgosyError('OVERLOADED', `${storageErrors.OVERLOADED}: ${detail}`);
    }
    const { log } = this.#options;
    // What a failed write has left of a line ends before the next one.
    this.#append(`\n${textOf(entries)}`);
    this.#waiting.push(...entries);
    log.warn('the audit is kept in a file until the records answer', { waiting: this.size });
    return Promise.resolve();
  }

  /** Writes what waits into the audit; where that cannot be done it is tried again. */
  async writeAll(): Promise<void> {
    if (this.#isWriting || this.#waiting.length === 0) return;
    this.#isWriting = true;
    const { append, log } = this.#options;
    const whole = this.size;
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting.slice(0, BATCH_MAX);
        await append(batch.map(late));
        this.#waiting = this.#waiting.slice(batch.length);
      }
      log.info('what was kept in a file is in the audit', { entries: whole });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn('what is kept in a file is not in the audit yet', { waiting: this.size, reason });
    } finally {
      if (this.size < whole) this.#trySave();
      this.#isWriting = false;
    }
  }

  /** Tries no more; what waits is there for the next start. */
  stop(): void {
    clearInterval(this.#timer);
    this.#room.close();
  }

  #append(text: string): void {
    const { file } = this.#options;
    const isNew = !existsSync(file);
    try {
      writeSynced(file, 'a', text);
      if (isNew) syncFolder(file);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      this.#room.add(text);
    }
  }

  /** What stays in the files though the audit has it is not written a second time. */
  #trySave(): void {
    try {
      this.#save();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }

  #save(): void {
    const { file } = this.#options;
    if (this.#waiting.length === 0) rmSync(file, { force: true });
    else {
      writeSynced(`${file}.next`, 'w', textOf(this.#waiting));
      renameSync(`${file}.next`, file);
    }
    syncFolder(file);
    this.#room.clear();
  }
}

function late(entry: AuditEntry): AuditEntry {
  return { ...entry, detail: entry.detail === '' ? LATE : `${entry.detail}; ${LATE}` };
}

function textOf(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** What is no entry was being written when the power went: nobody was told that it is kept. */
function readEntries(options: WaitingAuditOptions): AuditEntry[] {
  const { file } = options;
  return existsSync(file) ? entriesOf(readFileSync(file, 'utf8'), options) : [];
}

function entriesOf(text: string, { file, log }: WaitingAuditOptions): AuditEntry[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const entry = parseEntry(line);
    if (entry === null) log.error('a line of the audit that waits is torn', { file, line });
    return entry === null ? [] : [entry];
  });
}

function parseEntry(line: string): AuditEntry | null {
  try {
    // This room has written it; a line that is not whole is no JSON.
    return JSON.parse(line) as AuditEntry;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function writeSynced(file: string, flags: 'a' | 'w', text: string): void {
  const handle = openSync(file, flags, PRIVATE);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(file: string): void {
  const handle = openSync(dirname(file), 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
