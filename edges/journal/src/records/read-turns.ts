import { existsSync } from 'node:fs';

import type { InputNumber } from 'argosy/core';
import { toInputNumber, type Input, type TradingEvent } from 'argosy/domain';

import { withArchive } from '../archive/archived-disk.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import { readJournal } from './journal-reader.ts';
import { readTape } from './read-tape.ts';
import type { JournalRecord } from './record.ts';

/** An input or event of a record and where it stands. */
export type Placed<Value> = {
  readonly log: 'journal' | 'tape';
  readonly position: number;
  readonly value: Value;
};

/** One turn of a record: its input, wherever it stands, and the events that it caused. */
export type KeptTurn = {
  readonly number: InputNumber;
  /** Null where neither journal nor tape has it. */
  readonly input: Placed<Input> | null;
  readonly events: readonly Placed<TradingEvent>[];
};

/** Where the logs of a record are. */
export type RecordLogs = {
  readonly journal: string;
  readonly tape: string;
  /** Where segments of the tape are that have left its folder; left out, or not there, for nowhere. */
  readonly archive?: string;
};

/** The turns of a record in the order of their numbers, one in memory at a time. */
export function* readTurns(logs: RecordLogs): Generator<KeptTurn> {
  const journal = new Peeked(readJournal({ folder: logs.journal }));
  const tape = new Peeked(placedTape(logs));
  for (;;) {
    const number = Math.min(numberOf(journal.head), tape.head?.number ?? Number.POSITIVE_INFINITY);
    if (number === Number.POSITIVE_INFINITY) return;
    const { head } = tape;
    if (head?.number === number) tape.take();
    let input = head?.number === number ? head.placed : null;
    const events: Placed<TradingEvent>[] = [];
    while (journal.head !== null && numberOf(journal.head) === number) {
      const { entry, position } = journal.head;
      if (entry.kind === 'event') events.push({ log: 'journal', position, value: entry.event });
      else input = { log: 'journal', position, value: entry.input };
      journal.take();
    }

    yield { number: toInputNumber(number), input, events };
  }
}

type Taped = { readonly number: InputNumber; readonly placed: Placed<Input> };

function* placedTape({ tape: folder, archive }: RecordLogs): Generator<Taped> {
  if (!existsSync(folder)) return;
  const isArchived = archive !== undefined && existsSync(archive);
  const disk = isArchived ? withArchive({ folder, archive }) : nodeDisk;
  let position = 0;
  for (const { number, input: value } of readTape(folder, disk)) {
    position += 1;
    yield { number, placed: { log: 'tape', position, value } };
  }
}

function numberOf(record: JournalRecord | null): number {
  if (record === null) return Number.POSITIVE_INFINITY;
  const { entry } = record;
  return entry.kind === 'input' ? entry.number : entry.event.number;
}

class Peeked<Value> {
  readonly #values: Iterator<Value>;
  head: Value | null;

  constructor(values: Iterator<Value>) {
    this.#values = values;
    this.head = null;
    this.take();
  }

  take(): void {
    const next = this.#values.next();
    this.head = next.done === true ? null : next.value;
  }
}
