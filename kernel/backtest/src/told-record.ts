import type { JournalPosition } from 'argosy/core';
import {
  MemoryJournal,
  ReferenceTape,
  type Journal,
  type JournalEntry,
  type JournalKeep,
  type Tape,
} from 'argosy/shard';

import type { RunSink } from './run-sink.ts';

/** A journal in memory that tells its entries to a sink as well. */
class ToldJournal extends MemoryJournal {
  readonly #tell: (entry: JournalEntry) => void;

  constructor(keep: JournalKeep, tell: (entry: JournalEntry) => void) {
    super(keep);
    this.#tell = tell;
  }

  override append(entry: JournalEntry): JournalPosition {
    this.#tell(entry);
    return super.append(entry);
  }
}

/** The journal of a run: safe at once, whatever its sink does with what it hears. */
export function journalFor(keep: JournalKeep, sink: RunSink): Journal {
  if (sink.entry === undefined) return new MemoryJournal(keep);
  return new ToldJournal(keep, (entry) => sink.entry?.(entry));
}

/** The tape of a run: told where its sink listens, a reference to its sources where not. */
export function tapeFor(sink: RunSink): Tape {
  if (sink.taped === undefined) return new ReferenceTape();
  return { append: (number, input) => sink.taped?.(number, input) };
}
