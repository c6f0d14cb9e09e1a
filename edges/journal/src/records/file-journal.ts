import {
  BinaryWriter,
  toJournalPosition,
  type InputNumber,
  type JournalPosition,
} from 'argosy/core';
import type { CanonicalForms } from 'argosy/domain';
import type { Journal, JournalEntry } from 'argosy/shard';

import type { FollowerState } from '../follower/follower.ts';
import { withArchive } from '../archive/archived-disk.ts';
import { CommitLog, type LogRoom } from '../log/commit-log.ts';
import { logOptions, type LogOptions } from '../log/log-options.ts';
import type { Recovered } from '../log/recover.ts';
import { readJournal } from './journal-reader.ts';
import { accountOfEntry, type AccountOf } from './record-names.ts';
import { writeRecord } from './record.ts';

/** A journal's options: those of its log, and whose an order is. */
export type FileJournalOptions = LogOptions & {
  /** Whose an order is that an input or event names without its account. */
  readonly accountOf: AccountOf;
};

/**
 * The journal of a shard in segment files. A commit begins at the end of the event loop's turn, and
 * takes with it whatever was appended meanwhile.
 *
 * @example
 * const journal = await FileJournal.open({ folder, shard: 'main', region: 'in', accountOf, onFatal });
 */
export class FileJournal implements Journal {
  readonly #log: CommitLog;
  readonly #options: FileJournalOptions;
  readonly #writer = new BinaryWriter();
  /** The number of the turn whose records come now: they are safe together or not at all. */
  #number: InputNumber | null = null;

  private constructor(log: CommitLog, options: FileJournalOptions) {
    this.#log = log;
    this.#options = options;
  }

  /** Opens or makes the journal in a folder, after a crash too. */
  static async open(options: FileJournalOptions): Promise<FileJournal> {
    const log = await CommitLog.open(logOptions(options, 'journal', setImmediate));
    return new FileJournal(log, options);
  }

  /** What was found at the start. */
  get recovered(): Recovered {
    return this.#log.recovered;
  }

  /** The position of the last record appended. */
  get position(): JournalPosition {
    return toJournalPosition(this.#log.position);
  }

  /** How many bytes of records were appended since it was opened. */
  get written(): number {
    return this.#log.written;
  }

  get durable(): JournalPosition {
    return toJournalPosition(this.#log.durable);
  }

  /** Whether it takes everything, or only what must not be refused. */
  get room(): LogRoom {
    return this.#log.room;
  }

  /** How this journal and its follower stand; null where it has none. */
  get follower(): FollowerState | null {
    return this.#log.follower;
  }

  append(entry: JournalEntry, forms?: CanonicalForms): JournalPosition {
    const { region, accountOf } = this.#options;
    this.#writer.reset();
    const account = accountOfEntry(entry, accountOf);
    writeRecord(this.#writer, entry, { account, region, forms });
    const number = entry.kind === 'input' ? entry.number : entry.event.number;
    const place = number === this.#number ? 'with' : 'apart';
    this.#number = number;
    return toJournalPosition(this.#log.append(this.#writer.view(), place));
  }

  onDurable(listener: (position: JournalPosition) => void): void {
    this.#log.onDurable((position) => {
      listener(toJournalPosition(position));
    });
  }

  *read(from: number = 1): Iterable<JournalEntry> {
    const { folder, disk: live, archive } = this.#options;
    const disk = archive === undefined ? live : withArchive({ folder, archive }, live);
    for (const { entry } of readJournal({ folder, disk, from })) yield entry;
  }

  /** Resolves when all that was appended is safe. */
  flush(): Promise<void> {
    return this.#log.flush();
  }

  /** The hash of the last block that is safe, in hexadecimal: all before it is as it was. */
  get hash(): string {
    return Buffer.from(this.#log.hash).toString('hex');
  }

  /** Makes all safe and gives the journal back. */
  close(): Promise<void> {
    return this.#log.close();
  }
}
