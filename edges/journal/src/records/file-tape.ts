import { BinaryWriter, type InputNumber } from 'argosy/core';
import type { Input } from 'argosy/domain';
import type { Tape } from 'argosy/shard';

import { CommitLog } from '../log/commit-log.ts';
import { logOptions, type LogOptions } from '../log/log-options.ts';
import type { Recovered } from '../log/recover.ts';
import { lastNumberOf } from './read-tape.ts';
import { writeTapeMark, writeTapeRecord } from './tape-record.ts';

/** How long what is taped may wait for its sync: nothing is acknowledged on the strength of it. */
const TAPE_SYNC_MILLIS = 1000;

/**
 * The tape of a shard in segment files: market data under the numbers of the journal, synced each
 * second. A loss of power may cost its last second, and nothing else. One that must not stop what
 * goes on beside it is a `LiveTape`.
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
    return new FileTape(log, lastNumberOf(filled.folder, filled.disk));
  }

  /** What was found at the start. */
  get recovered(): Recovered {
    return this.#log.recovered;
  }

  append(number: InputNumber, input: Input): void {
    this.#log.append(this.#encode(number, input));
  }

  /** The same where there is room for it and the reserve stays untouched; whether there was. */
  tryAppend(number: InputNumber, input: Input): boolean {
    const record = this.#encode(number, input);
    const hasRoom = this.#log.hasRoomFor(record.length);
    if (hasRoom) this.#log.append(record);
    return hasRoom;
  }

  /** Says that inputs are left out from a number on, up to the next one; whether the reserve had room for that. */
  tryMark(number: InputNumber): boolean {
    this.#writer.reset();
    writeTapeMark(this.#writer, number);
    const record = this.#writer.view();
    const hasRoom = this.#log.hasRoomFor(record.length, 0);
    if (hasRoom) this.#log.append(record);
    return hasRoom;
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

  #encode(number: InputNumber, input: Input): Uint8Array {
    this.#writer.reset();
    writeTapeRecord(this.#writer, { number, input });
    return this.#writer.view();
  }
}
