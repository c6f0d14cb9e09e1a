import { BinaryWriter, type InputNumber } from 'argosy/core';
import type { Input } from 'argosy/domain';
import type { Tape } from 'argosy/shard';

import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { CommitLog } from '../log/commit-log.ts';
import { journalError } from '../errors.ts';
import { logOptions, type LogOptions } from '../log/log-options.ts';
import { LogReader } from '../log/log-reader.ts';
import type { Recovered } from '../log/recover.ts';
import { readTapeRecord, writeTapeRecord, type TapeRecord } from './tape-record.ts';

/** How long what is taped may wait for its sync: nothing is acknowledged on the strength of it. */
const TAPE_SYNC_MILLIS = 1000;

/**
 * The tape of a shard in segment files: market data under the numbers of the journal, synced each
 * second. A loss of power may cost its last second, and nothing else.
 *
 * @example
 * const tape = await FileTape.open({ folder, shard: 'main', region: 'in', onFatal });
 */
export class FileTape implements Tape {
  /** The last number that was found at the start, for `Shard.recover`; null where nothing was. */
  readonly lastNumber: InputNumber | null;
  readonly #log: CommitLog;
  readonly #writer = new BinaryWriter();

  private constructor(log: CommitLog, lastNumber: InputNumber | null) {
    this.#log = log;
    this.lastNumber = lastNumber;
  }

  /** Opens or makes the tape in a folder, after a crash too. */
  static async open(options: LogOptions): Promise<FileTape> {
    const eachSecond = (run: () => void): void => {
      setTimeout(run, TAPE_SYNC_MILLIS).unref();
    };
    const filled = logOptions(options, 'tape', eachSecond);
    const log = await CommitLog.open(filled);
    const last = log.recovered.next - 1;
    return new FileTape(log, last === 0 ? null : numberAt(filled, last));
  }

  /** What was found at the start. */
  get recovered(): Recovered {
    return this.#log.recovered;
  }

  append(number: InputNumber, input: Input): void {
    this.#writer.reset();
    writeTapeRecord(this.#writer, { number, input });
    this.#log.append(this.#writer.view());
  }

  /** Resolves when all that was taped is safe. */
  flush(): Promise<void> {
    return this.#log.flush();
  }

  /** The hash of the last block that is safe, in hexadecimal: all before it is as it was. */
  get hash(): string {
    return Buffer.from(this.#log.hash).toString('hex');
  }

  /** Makes all safe and gives the tape back. */
  close(): Promise<void> {
    return this.#log.close();
  }
}

/** Reads a tape, oldest first. */
export function* readTape(folder: string, disk: Disk = nodeDisk): Generator<TapeRecord> {
  yield* readFrom({ folder, disk }, 1);
}

/** The number of the record at a position. */
function numberAt(
  place: Pick<LogOptions, 'folder'> & { disk: Disk },
  position: number,
): InputNumber {
  let last: InputNumber | null = null;
  for (const { number } of readFrom(place, position)) last = number;
  if (last === null)
    throw journalError('UNREADABLE', `position ${position} of the tape`, { position });
  return last;
}

/** From the segment on that holds a position. */
function* readFrom(
  { folder, disk }: { readonly folder: string; readonly disk: Disk },
  from: number,
): Generator<TapeRecord> {
  const log = new LogReader({ disk, folder, kind: 'tape' }, from);
  try {
    for (let block = log.next(); block !== null; block = log.next()) {
      const { head, records } = block;
      for (const [place, bytes] of records.entries())
        yield readTapeRecord(bytes, head.first + place);
    }
  } finally {
    log.close();
  }
}
