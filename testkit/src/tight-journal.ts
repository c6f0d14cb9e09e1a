import type { JournalPosition } from 'argosy/core';
import { MemoryJournal, type Journal, type JournalEntry, type JournalRoom } from 'argosy/shard';

/** A journal that has as much room as the test says. */
export class TightJournal implements Journal {
  says: JournalRoom = 'open';
  looks = 0;
  readonly #inner = new MemoryJournal('all', 100_000);

  get room(): JournalRoom {
    this.looks += 1;
    return this.says;
  }

  get durable(): JournalPosition {
    return this.#inner.durable;
  }

  append(entry: JournalEntry): JournalPosition {
    return this.#inner.append(entry);
  }

  onDurable(listener: (position: JournalPosition) => void): void {
    this.#inner.onDurable(listener);
  }

  read(): Iterable<JournalEntry> {
    return this.#inner.read();
  }
}
