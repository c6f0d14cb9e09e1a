import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { LogReader } from '../log/log-reader.ts';
import type { Block } from '../log/segment-scan.ts';
import { readRecord, type JournalRecord } from './record.ts';
import type { RecordNames } from './record-names.ts';

/** Which records of a journal are wanted. */
export type JournalQuery = {
  readonly folder: string;
  readonly disk?: Disk | undefined;
  /** The first position; 1 is the beginning. */
  readonly from?: number;
  /** Only records of this kind, account or region. */
  readonly stream?: RecordNames['stream'];
  readonly account?: string;
  readonly region?: string;
};

/** Reads a journal's records, oldest first, to its end; while it is written too. */
export function* readJournal(query: JournalQuery): Generator<JournalRecord> {
  const reader = new JournalReader(query);
  try {
    for (let some = reader.next(); some !== null; some = reader.next()) yield* some;
  } finally {
    reader.close();
  }
}

/** How a follower waits. */
export type FollowOptions = {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** How long it waits before it looks again. */
  readonly pollMillis?: number;
};

/**
 * Reads a journal's records and goes on with those that come, until it is told to stop. What it gives
 * is safe: a reader beside the writer may see a block before the writer knows it is on the disk, so
 * the reader syncs it first.
 *
 * @example
 * for await (const record of followJournal({ folder, account }, { signal })) show(record);
 */
export async function* followJournal(
  query: JournalQuery,
  { signal, pollMillis = 200 }: FollowOptions,
): AsyncGenerator<JournalRecord> {
  const reader = new JournalReader(query);
  try {
    while (!signal.aborted) {
      const some = reader.take();
      if (some === null) await pause(pollMillis, signal);
      else if (some.length > 0) {
        reader.sync();
        yield* some;
      }
    }
  } finally {
    reader.close();
  }
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
  });
}

/** Reads on where it stopped: one who follows asks again later. */
export class JournalReader {
  readonly #query: JournalQuery;
  readonly #log: LogReader;

  constructor(query: JournalQuery) {
    const { folder, disk = nodeDisk, from = 1 } = query;
    this.#query = query;
    this.#log = new LogReader({ disk, folder, kind: 'journal' }, from);
  }

  /** The position it reads next. */
  get position(): number {
    return this.#log.position;
  }

  /** The hash of the last block read, in hexadecimal; empty before the first. */
  get hash(): string {
    return Buffer.from(this.#log.hash ?? []).toString('hex');
  }

  /**
   * The hash of the block that ends right before `from`, in hexadecimal; null where none ends there. Asked before
   * anything is read.
   */
  linkBefore(): string | null {
    const link = this.#log.linkBefore();
    return link === null ? null : Buffer.from(link).toString('hex');
  }

  /** The wanted records of the next block, maybe none; null where there is no further block yet. */
  take(): readonly JournalRecord[] | null {
    const records = this.next();
    return records === null ? null : [...records];
  }

  /**
   * What `take` gives, each record read when it is asked for: a block may hold thousands, and what is
   * dropped one by one never grows old.
   */
  next(): Iterable<JournalRecord> | null {
    const block = this.#log.next();
    return block === null ? null : this.#wantedOf(block);
  }

  *#wantedOf({ head, records }: Block): Generator<JournalRecord> {
    const { from = 1 } = this.#query;
    let position = head.first;
    for (const bytes of records) {
      const record =
        position < from ? null : readRecord(bytes, position, (names) => this.#isWanted(names));
      position += 1;
      if (record !== null) yield record;
    }
  }

  /** How many bytes of an unfinished block stand behind the last one; refuses damage there. */
  requireEnd(): number {
    return this.#log.requireEnd();
  }

  /** Makes what was read safe, whoever wrote it. */
  sync(): void {
    this.#log.sync();
  }

  close(): void {
    this.#log.close();
  }

  #isWanted({ stream, account, region }: RecordNames): boolean {
    const query = this.#query;
    return (
      (query.stream === undefined || query.stream === stream) &&
      (query.account === undefined || query.account === account) &&
      (query.region === undefined || query.region === region)
    );
  }
}
