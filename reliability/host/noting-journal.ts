import type { JournalPosition } from 'argosy/core';
import type { CanonicalForms } from 'argosy/domain';
import type { Journal, JournalEntry, JournalRoom } from 'argosy/shard';

type Waiting = { readonly after: JournalPosition; readonly run: () => void };

/** What else wants to know of a journal. */
export type JournalWatch = {
  /** A record was taken. */
  readonly appended: (entry: JournalEntry, position: JournalPosition) => void;
  /** All up to here was called safe, and nobody has been told yet; who waits to be told. */
  readonly safe: (position: JournalPosition, waiting: number) => void;
  /** Who waited has been told; what the gate holds still is. */
  readonly told: (count: number) => void;
};

/** A journal that tells more than one listener what is safe: first who waits for an answer, then the gate. */
export class NotingJournal implements Journal {
  readonly #inner: Journal;
  readonly #watch: JournalWatch;
  #last: JournalPosition;
  #waiting: Waiting[] = [];
  #listener: (position: JournalPosition) => void = () => {};

  constructor(inner: Journal, watch: JournalWatch) {
    this.#inner = inner;
    this.#watch = watch;
    this.#last = inner.durable;
    inner.onDurable((position) => {
      const ready = this.#waiting.filter(({ after }) => after <= position);
      this.#waiting = this.#waiting.filter(({ after }) => after > position);
      this.#watch.safe(position, ready.length);
      for (const { run } of ready) run();
      this.#watch.told(ready.length);
      this.#listener(position);
    });
  }

  get durable(): JournalPosition {
    return this.#inner.durable;
  }

  get room(): JournalRoom {
    return this.#inner.room;
  }

  append(entry: JournalEntry, forms?: CanonicalForms): JournalPosition {
    this.#last = this.#inner.append(entry, forms);
    this.#watch.appended(entry, this.#last);
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
