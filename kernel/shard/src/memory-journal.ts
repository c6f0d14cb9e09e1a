import { Ring, toJournalPosition, type JournalPosition } from 'argosy/core';

import { shardError } from './errors.ts';
import type { Journal, JournalEntry } from './ports.ts';

/** How much a journal in memory keeps: nothing but its position, the last entries, or all of them. */
export type JournalKeep = 'hash' | 'all' | { readonly last: number };

/** The most entries that `all` keeps before it refuses to go on. */
export const JOURNAL_ENTRIES_MAX = 50_000_000;

/** A journal in memory: whatever is appended counts as safe at once. */
export class MemoryJournal implements Journal {
  readonly #kept: Ring<JournalEntry> | null;
  readonly #mayForget: boolean;
  #position: JournalPosition = toJournalPosition(0);
  /** Memory is not watched here: a run's own bounds hold. */
  readonly room: null = null;
  readonly #listeners: ((position: JournalPosition) => void)[] = [];

  constructor(keep: JournalKeep = 'hash', entriesMax: number = JOURNAL_ENTRIES_MAX) {
    this.#mayForget = keep !== 'all';
    if (keep === 'hash') this.#kept = null;
    else this.#kept = new Ring(keep === 'all' ? entriesMax : keep.last);
  }

  get durable(): JournalPosition {
    return this.#position;
  }

  append(entry: JournalEntry): JournalPosition {
    if (!this.#mayForget) this.#requireRoom();
    this.#kept?.push(entry);
    this.#position = toJournalPosition(this.#position + 1);
    for (const listener of this.#listeners) listener(this.#position);
    return this.#position;
  }

  onDurable(listener: (position: JournalPosition) => void): void {
    this.#listeners.push(listener);
  }

  read(): Iterable<JournalEntry> {
    return this.#kept ?? [];
  }

  #requireRoom(): void {
    if (this.#kept === null || this.#kept.size < this.#kept.capacity) return;
    throw shardError('JOURNAL_FULL', `${this.#kept.capacity} entries`);
  }
}
