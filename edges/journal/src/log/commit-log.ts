import type { ErrorDetails } from 'argosy/core';

import { requireArchived } from '../archive/manifest.ts';
import { isFull } from '../disk/is-full.ts';
import { journalError, type JournalErrorCode } from '../errors.ts';
import type { FollowerState } from '../follower/follower.ts';
import { isFatal, Replica, type ReplicaLog } from '../follower/replica.ts';
import { findFollower, type FoundFollower } from '../follower/start-replica.ts';
import type { Batch } from './batch.ts';
import { BatchQueue } from './batch-queue.ts';
import { RECORD_HEAD_BYTES } from './block.ts';
import { Lease } from './lease.ts';
import type { CommitLogOptions } from './log-options.ts';
import { recoverLog, type Recovered } from './recover.ts';
import { Segments } from './segments.ts';

/** How long it waits before it tries again to make a segment ready that the disk had no room for. */
const TRY_ROOM_EVERY_MICROS = 1_000_000;

/** Whether a log takes everything, or only what must not be refused. */
export type LogRoom = 'open' | 'reserved';

/**
 * Records in segment files, made safe in groups: while one block is on its way to the disk, the next
 * one gathers. Appending gives a position at once; `durable` says up to which one all is safe.
 *
 * A failed write or sync is never tried again: what the disk holds then is not known. The log stops,
 * `onFatal` hears why, and the process should end; the next start finds out.
 *
 * @example
 * const log = await CommitLog.open(options);
 * const position = log.append(bytes);
 * log.onDurable((safe) => { if (safe >= position) acknowledge(); });
 */
export class CommitLog {
  /** What was found at the start. */
  readonly recovered: Recovered;
  readonly #options: CommitLogOptions;
  readonly #lease: Lease;
  readonly #segments: Segments;
  readonly #replica: Replica | null;
  readonly #queue: BatchQueue;
  #written = 0;
  #position: number;
  #durable: number;
  #hash: Uint8Array;
  #isScheduled = false;
  #isWriting = false;
  #waitsForSegment = false;
  /** When room was last looked for, by the clock on the wall. */
  #triedAt = Number.NEGATIVE_INFINITY;
  #stopped: Error | null = null;
  readonly #listeners: ((position: number) => void)[] = [];
  #whenEmpty: (() => void) | null = null;
  #whenPrepared: (() => void) | null = null;

  private constructor(options: CommitLogOptions, lease: Lease, recovered: Recovered) {
    this.#options = options;
    this.#lease = lease;
    this.recovered = recovered;
    this.#queue = new BatchQueue(options);
    const { epoch, followsTheDead: adopts } = lease;
    this.#segments = new Segments({ ...options, epoch, adopts });
    this.#position = recovered.next - 1;
    this.#durable = this.#position;
    this.#hash = recovered.hash;
    const { follower } = options;
    const log: ReplicaLog = {
      place: options,
      epoch,
      durable: () => this.#durable,
      isWriting: () => this.#isWriting,
      resume: () => {
        this.#commit();
      },
      onFatal: (reason) => {
        this.#stop(reason);
      },
    };
    this.#replica = follower === undefined ? null : new Replica(follower, log);
  }

  /** Takes the lease, finds the end, and begins a new segment behind it. */
  static async open(options: CommitLogOptions): Promise<CommitLog> {
    const { disk, folder, takeOver } = options;
    let lease: Lease | null = null;
    try {
      disk.makeFolder(folder);
      lease = Lease.take(disk, folder, takeOver);
      return await CommitLog.#openUnder(lease, options);
    } catch (error) {
      if (lease !== null) giveBack(lease);
      if (isFull(error)) throw noRoom(options, error);
      throw error;
    }
  }

  static async #openUnder(lease: Lease, options: CommitLogOptions): Promise<CommitLog> {
    const recovered = recoverLog(options);
    const found =
      options.follower === undefined
        ? null
        : await findFollower(options.follower, options, { epoch: lease.epoch, recovered });
    const from = found?.recovered ?? recovered;
    requireArchived(options, from.next - 1);
    const log = new CommitLog(options, lease, from);
    if (found !== null) await log.#follow(found);
    await log.#begin();
    return log;
  }

  /** The position of the last record appended. */
  get position(): number {
    return this.#position;
  }

  /** How many bytes of records were appended since it was opened. */
  get written(): number {
    return this.#written;
  }

  /** Everything up to this position is safe. */
  get durable(): number {
    return this.#durable;
  }

  /** The hash of the last block that is safe: what an outsider keeps to prove the past unchanged. */
  get hash(): Uint8Array {
    return this.#hash;
  }

  /**
   * `reserved` once the disk has no room for another segment and this one is nearly full, or the disk
   * is too slow for what comes. Asking looks for room again.
   */
  get room(): LogRoom {
    return this.hasRoomFor(0) ? 'open' : 'reserved';
  }

  /** Whether a record of so many bytes leaves the reserve untouched, or as much of it as is told. */
  hasRoomFor(bytes: number, reserve: number = this.#options.reserveBytes): boolean {
    const { backlogBytes, recordBytesMax } = this.#options;
    if (this.#queue.bytes + bytes > backlogBytes / 2 || bytes > recordBytesMax) return false;
    if (!this.#segments.isReady && this.#mayTryAgain()) this.#prepare();
    return this.#segments.hasRoomFor(this.#queue.spaceWith(bytes), reserve);
  }

  /** Calls back whenever `durable` has moved. */
  onDurable(listener: (position: number) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Takes a record; its bytes are copied. Gives its position. One that goes `with` the record before
   * it is in the same block: after a crash either both are there or neither.
   */
  append(record: Uint8Array, place: 'apart' | 'with' = 'apart'): number {
    if (this.#stopped !== null) throw this.#refusal('STOPPED', this.#stopped.message);
    const { recordBytesMax, backlogBytes, blockBytesMax } = this.#options;
    const size = RECORD_HEAD_BYTES + record.length;
    if (record.length > recordBytesMax) {
      throw this.#refusal('RECORD_TOO_LARGE', `${record.length} bytes, ${recordBytesMax} at most`);
    }
    if (this.#queue.bytes + size > backlogBytes) {
      throw this.#refusal('BACKLOG', `${this.#queue.bytes} bytes wait, ${backlogBytes} at most`);
    }
    const batch = this.#queue.batchFor(size, place);
    if (batch.length + size > blockBytesMax) {
      throw this.#refusal(
        'GROUP_TOO_LARGE',
        `${batch.length + size} bytes, ${blockBytesMax} at most`,
      );
    }
    this.#queue.add(batch, record);
    this.#written += size;
    this.#position += 1;
    if (this.#queue.hasFull) this.#commit();
    else this.#schedule();
    return this.#position;
  }

  /** Resolves when all that was appended is safe; rejects where the log has stopped. */
  flush(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        if (this.#stopped === null) resolve();
        else reject(this.#refusal('STOPPED', this.#stopped.message));
      };
      if (this.#stopped !== null || this.#durable === this.#position) return settle();
      const before = this.#whenEmpty;
      this.#whenEmpty = () => {
        before?.();
        settle();
      };
      this.#commit();
    });
  }

  /** Makes all safe, gives unused room and the lease back. Nothing can be appended afterwards. */
  async close(): Promise<void> {
    await this.flush();
    this.#stopped = new Error('it was closed');
    this.#replica?.stop();
    await this.#prepared();
    this.#segments.close();
    this.#lease.release();
  }

  /** How this log and its follower stand; null where it has none. */
  get follower(): FollowerState | null {
    return this.#replica?.state ?? null;
  }

  async #follow({ end, lost }: FoundFollower): Promise<void> {
    const replica = this.#replica;
    if (replica === null) return;
    if (end === null) {
      replica.goAlone(lost);
      return;
    }
    try {
      await replica.begin(end);
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      if (this.#options.follower?.policy === 'wait' || isFatal(reason)) throw reason;
      replica.goAlone(reason);
    }
  }

  #begin(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#segments.prepare(() => {
        const { failure } = this.#segments;
        if (failure !== null) {
          reject(failure);
          return;
        }
        try {
          this.#roll();
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  #roll(): void {
    this.#segments.roll(this.#durable + 1, this.#hash);
    this.#prepare();
  }

  /** The next segment is made ready beside the writing; a commit may be waiting for it. */
  #prepare(): void {
    this.#segments.prepare(() => {
      const hear = this.#whenPrepared;
      this.#whenPrepared = null;
      if (hear !== null) hear();
      else if (this.#stopped !== null) this.#segments.abandon();
      else if (this.#waitsForSegment) this.#commit();
    });
  }

  /** A try takes what room there is and gives it back: not more often than it may pay. */
  #mayTryAgain(): boolean {
    const now = this.#options.now();
    const isEarly = Math.abs(now - this.#triedAt) < TRY_ROOM_EVERY_MICROS;
    if (this.#segments.failure !== null && isEarly) return false;
    this.#triedAt = now;
    return true;
  }

  #prepared(): Promise<void> {
    if (!this.#segments.isPreparing) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenPrepared = resolve;
    });
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isWriting) return;
    this.#isScheduled = true;
    this.#options.schedule(() => {
      this.#isScheduled = false;
      this.#commit();
    });
  }

  #commit(): void {
    const batch = this.#queue.first;
    const isHeld = this.#isWriting || this.#replica?.isHolding === true;
    if (isHeld || this.#stopped !== null || batch === undefined) return;
    this.#orStop(() => {
      if (batch.space <= this.#segments.left || this.#hasRolled()) this.#write(batch);
    });
  }

  /** Whether there was another segment to go on in; where one is being made ready the commit waits. */
  #hasRolled(): boolean {
    if (this.#segments.isReady) {
      this.#waitsForSegment = false;
      this.#roll();
      return true;
    }
    const hasWaited = this.#waitsForSegment && !this.#segments.isPreparing;
    this.#waitsForSegment = true;
    if (hasWaited) {
      const reason = this.#segments.failure?.message ?? 'no segment stands ready';
      throw this.#refusal('STORAGE_FULL', reason);
    }
    this.#prepare();
    return false;
  }

  #write(batch: Batch): void {
    this.#queue.shift();
    const { epoch } = this.#lease;
    const { bytes, hash } = batch.seal({ epoch, first: this.#durable + 1, previous: this.#hash });
    this.#isWriting = true;
    // On its way to the disk and to the follower at once; safe when it is in both places.
    let places = this.#replica === null ? 1 : 2;
    const arrive = (): void => {
      places -= 1;
      if (places > 0) return;
      this.#isWriting = false;
      this.#orStop(() => this.#settle(batch, hash));
    };
    this.#segments.write(bytes, (error) => {
      if (error === null) arrive();
      else this.#stop(error);
    });
    this.#replica?.send(bytes, this.#durable + batch.count, arrive);
  }

  /** A block is on the disk. It counts only if nobody has taken the log over meanwhile. */
  #settle(batch: Batch, hash: Uint8Array): void {
    if (this.#stopped !== null) return;
    if (this.#lease.isLost()) throw this.#refusal('FENCED', this.#options.folder);
    this.#durable += batch.count;
    this.#hash = hash;
    this.#queue.settle(batch);
    this.#replica?.settled();
    for (const listener of this.#listeners) listener(this.#durable);
    if (this.#durable === this.#position) this.#tellEmpty();
    else this.#commit();
  }

  #orStop(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#stop(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #stop(reason: Error): void {
    if (this.#stopped !== null) return;
    this.#stopped = reason;
    this.#isWriting = false;
    this.#replica?.stop();
    this.#segments.abandon();
    this.#options.onFatal(reason);
    this.#tellEmpty();
  }

  #tellEmpty(): void {
    const hear = this.#whenEmpty;
    this.#whenEmpty = null;
    hear?.();
  }

  #refusal(code: JournalErrorCode, detail: string, details: ErrorDetails = {}): Error {
    return journalError(code, detail, { folder: this.#options.folder, ...details });
  }
}

function noRoom({ folder, kind }: CommitLogOptions, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const detail = `${folder}: the ${kind} cannot be opened; free some room there: ${reason}`;
  return journalError('STORAGE_FULL', detail, { folder });
}

/** So that another try need not take the lease over. Where the disk refuses even that, it has to. */
function giveBack(lease: Lease): void {
  try {
    lease.release();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
