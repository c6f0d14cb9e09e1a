import type { JournalPosition } from 'argosy/core';
import type { Journal, JournalEntry, JournalRoom } from 'argosy/shard';

type Waiting = { readonly after: JournalPosition; readonly run: () => void };

/** A journal that tells more than one listener what is safe. */
export class NotingJournal implements Journal {
  readonly #inner: Journal;
  readonly #onSafe: (position: JournalPosition) => void;
  #last: JournalPosition;
  #waiting: Waiting[] = [];
  #listener: (position: JournalPosition) => void = () => {};

  constructor(inner: Journal, onSafe: (position: JournalPosition) => void) {
    this.#inner = inner;
    this.#onSafe = onSafe;
    this.#last = inner.durable;
    inner.onDurable((position) => {
      this.#onSafe(position);
      this.#listener(position);
      const ready = this.#waiting.filter(({ after }) => after <= position);
      this.#waiting = this.#waiting.filter(({ after }) => after > position);
      for (const { run } of ready) run();
    });
  }

  get durable(): JournalPosition {
    return this.#inner.durable;
  }

  get room(): JournalRoom {
    return this.#inner.room;
  }

  append(entry: JournalEntry): JournalPosition {
    this.#last = this.#inner.append(entry);
    return this.#last;
  }

  /** Runs once all that was appended until now is safe. */
  whenSafe(run: () => void): void {
    this.#waiting.push({ after: this.#last, run });
  }

  onDurable(listener: (position: JournalPosition) => void): void {
    this.#listener = listener;
  }

  read(): Iterable<JournalEntry> {
    return this.#inner.read();
  }
}
