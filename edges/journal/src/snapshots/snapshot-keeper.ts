import { BinaryWriter, encodeVersioned } from 'argosy/core';
import { shardStateCodec, type Shard } from 'argosy/shard';

import type { FileJournal } from '../records/file-journal.ts';
import type { Snapshot, Snapshots } from './snapshots.ts';

/** What is kept when, and where. */
export type SnapshotKeeperOptions = {
  readonly shard: Pick<Shard, 'exportState'>;
  readonly journal: FileJournal;
  readonly snapshots: Snapshots;
  /** A snapshot is due after so many records, or so many bytes of them, whichever comes first. */
  readonly everyRecords?: number;
  readonly everyBytes?: number;
  /** Hears why a snapshot could not be kept: the next start takes longer, and nothing else. */
  readonly onFailed: (reason: Error) => void;
};

const MIB = 1024 * 1024;
const EVERY_RECORDS = 100_000;
const EVERY_BYTES = 64 * MIB;
const STATE_BYTES_MAX = 512 * MIB;

/**
 * Keeps a snapshot of a shard each time enough was written to its journal, and at the end. The state is
 * taken at once, between two inputs; it goes to the disk once the journal is safe up to there.
 *
 * @example
 * shard.take(input, at, index);
 * keeper.look();
 */
export class SnapshotKeeper {
  readonly #options: SnapshotKeeperOptions;
  readonly #writer = new BinaryWriter(STATE_BYTES_MAX);
  #last: { readonly position: number; readonly written: number };
  #taken: Snapshot | null = null;
  #isWriting = false;
  #isAsked = false;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
    const { position, written } = options.journal;
    this.#last = { position, written };
  }

  /** Makes the next look take one, however little was written. */
  hurry(): void {
    this.#isAsked = true;
  }

  /** To be called between two inputs: takes the state where that is due, keeps it where it is safe to. */
  look(): void {
    if (this.#isWriting) return;
    if (this.#taken === null && this.#isDue()) this.#taken = this.#take();
    const { journal, snapshots, onFailed } = this.#options;
    const taken = this.#taken;
    if (taken === null || journal.durable < taken.position) return;
    this.#taken = null;
    this.#isWriting = true;
    snapshots.keepSoon(taken, (error) => {
      this.#isWriting = false;
      if (error !== null) onFailed(error);
    });
  }

  /** Keeps the state as it is, after the last input: the next start reads nothing else. */
  async finish(): Promise<void> {
    const { journal, snapshots, onFailed } = this.#options;
    const taken = this.#take();
    if (taken === null) return;
    await journal.flush();
    try {
      snapshots.keep(taken);
    } catch (error) {
      onFailed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #isDue(): boolean {
    const { journal, everyRecords = EVERY_RECORDS, everyBytes = EVERY_BYTES } = this.#options;
    const records = journal.position - this.#last.position;
    const isLittle = records < everyRecords && journal.written - this.#last.written < everyBytes;
    if (records === 0 || (isLittle && !this.#isAsked)) return false;
    // What room is left is not for this: the journal tells all.
    return journal.room === 'open';
  }

  /** The state with its place; null where it could not be taken. */
  #take(): Snapshot | null {
    const { shard, journal, onFailed } = this.#options;
    const { position, written } = journal;
    this.#last = { position, written };
    this.#isAsked = false;
    try {
      return {
        position,
        state: encodeVersioned(shardStateCodec, shard.exportState(), this.#writer),
      };
    } catch (error) {
      onFailed(error instanceof Error ? error : new Error(String(error)));
      return null;
    }
  }
}
