import { ArgosyError } from 'argosy/core';

import { journalError } from '../errors.ts';
import { Batch } from '../log/batch.ts';
import { readBlockHead, type BlockHead } from '../log/block.ts';
import { firstPosition, LogReader, type LogPlace } from '../log/log-reader.ts';
import type { Block } from '../log/segment-scan.ts';
import type { After, FollowerEnd, FollowerOptions, FollowerState } from './follower.ts';

/** What a replica asks of the log that it stands beside. */
export type ReplicaLog = {
  readonly place: LogPlace;
  readonly epoch: number;
  readonly durable: () => number;
  readonly isWriting: () => boolean;
  /** Hears that commits may go on. */
  readonly resume: () => void;
  /** Hears that another writer has come, or that the two logs differ: the log must stop. */
  readonly onFatal: (reason: Error) => void;
};

type Pending = { readonly block: Uint8Array; readonly last: number; readonly done: () => void };

const RETRY_MILLIS = 1000;
const fatalCodes: ReadonlySet<string> = new Set(['FENCED', 'DIVERGED']);

const byTimer: After = (millis, run) => {
  const timer = setTimeout(run, millis);
  return () => clearTimeout(timer);
};

/** Whether nothing may be written any more after a failure of a follower. */
export function isFatal(error: Error): boolean {
  return error instanceof ArgosyError && fatalCodes.has(error.code);
}

/**
 * Sends each block to a follower beside the writing of it, and brings a follower that was lost up to
 * where the log is. One block is on its way at a time, so a follower is never ahead by more than that.
 */
export class Replica {
  readonly #options: FollowerOptions;
  readonly #log: ReplicaLog;
  #state: FollowerState = 'following';
  /** Why it is so, as it was told last. */
  #reason = '';
  #pending: Pending | null = null;
  #isHolding = false;
  #isStopped = false;
  #whenSettled: (() => void) | null = null;
  #callOff: (() => void) | null = null;

  constructor(options: FollowerOptions, log: ReplicaLog) {
    this.#options = options;
    this.#log = log;
  }

  /** How log and follower stand. */
  get state(): FollowerState {
    return this.#state;
  }

  /** Whether no further block may be begun until the follower has come up to the log. */
  get isHolding(): boolean {
    return this.#isHolding;
  }

  /** Follows from where the follower's log ends, known from `attach`. */
  async begin(end: FollowerEnd): Promise<void> {
    await this.#sendUpTo(this.#agreedWith(end), this.#log.durable());
  }

  /** Goes on without the follower, and tries again later. */
  goAlone(reason: Error): void {
    this.#change('alone', reason.message);
    this.#retryLater();
  }

  /** Sends a block; `done` hears when it is safe there, or when the policy lets it go without. */
  send(block: Uint8Array, last: number, done: () => void): void {
    if (this.#state === 'alone') {
      done();
      return;
    }
    // The log writes its next block into the same bytes.
    const pending = { block: new Uint8Array(block), last, done };
    this.#pending = pending;
    this.#take(pending.block).then(
      () => this.#taken(pending),
      (error: unknown) => this.#lost(error),
    );
  }

  /** To be called when a block was acknowledged. */
  settled(): void {
    const hear = this.#whenSettled;
    this.#whenSettled = null;
    hear?.();
  }

  /** Sends nothing more. The follower stays its owner's to close. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff?.();
    this.#pending = null;
  }

  #take(block: Uint8Array): Promise<void> {
    return this.#options.follower.take(block, this.#log.epoch);
  }

  #taken(pending: Pending): void {
    if (this.#isStopped || this.#pending !== pending) return;
    this.#pending = null;
    pending.done();
  }

  #lost(error: unknown): void {
    if (this.#isStopped) return;
    const reason = error instanceof Error ? error : new Error(String(error));
    if (isFatal(reason)) {
      this.stop();
      this.#log.onFatal(reason);
      return;
    }
    const isWaiting = this.#options.policy === 'wait';
    const state = isWaiting ? 'waiting' : 'alone';
    this.#change(state, reason.message);
    // No waiting cures this, so it is told also where the follower was lost for another reason before.
    const isLasting = reason instanceof ArgosyError && reason.code === 'ARCHIVED';
    if (isLasting && this.#reason !== reason.message) this.#tell(state, reason.message);
    this.#retryLater();
    if (isWaiting) return;
    const pending = this.#pending;
    this.#pending = null;
    pending?.done();
  }

  #retryLater(): void {
    const { retryMillis = RETRY_MILLIS, after = byTimer } = this.#options;
    this.#callOff = after(retryMillis, () => {
      this.#callOff = null;
      this.#comeBack().catch((error: unknown) => this.#lost(error));
    });
  }

  async #comeBack(): Promise<void> {
    const end = await this.#options.follower.attach(this.#log.epoch);
    if (this.#isStopped) return;
    const from = this.#agreedWith(end);
    if (this.#pending === null) await this.#closeUp(from);
    else await this.#finish(this.#pending, from);
  }

  /** Commits wait for the one block that is on its way. */
  async #finish(pending: Pending, from: number): Promise<void> {
    const position = await this.#sendUpTo(from, this.#log.durable());
    if (position < pending.last) await this.#take(pending.block);
    this.#change('following', `it has all up to ${pending.last}`);
    this.#taken(pending);
  }

  /** Commits go on; for the last few blocks they are held, or the follower would never be there. */
  async #closeUp(from: number): Promise<void> {
    let position = await this.#sendUpTo(from, this.#log.durable());
    this.#isHolding = true;
    try {
      if (this.#log.isWriting()) await this.#nextSettled();
      position = await this.#sendUpTo(position, this.#log.durable());
      if (position > this.#log.durable()) throw aheadOf(position, this.#log.durable());
      this.#change('following', `it has all up to ${position}`);
    } finally {
      this.#isHolding = false;
      this.#log.resume();
    }
  }

  #nextSettled(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenSettled = resolve;
    });
  }

  /**
   * Up to where the follower's log is ours. A block that it has, that was on its way when our power
   * went, and that we went on without, nobody was promised: ours of a later epoch stands in its place.
   */
  #agreedWith({ position, last }: FollowerEnd): number {
    const head = last === null ? null : readBlockHead(last);
    if (head === null) return position;
    const isUnderWay = head.first > this.#log.durable();
    const own = isUnderWay ? this.#pendingHead() : headAt(this.#log.place, head.first);
    return own !== null && supersedes(own, head) ? head.first - 1 : position;
  }

  #pendingHead(): BlockHead | null {
    return this.#pending === null ? null : readBlockHead(this.#pending.block);
  }

  /** Sends the log's blocks behind a position; gives the position of the last record it has then. */
  async #sendUpTo(from: number, upTo: number): Promise<number> {
    if (from >= upTo) return from;
    const reader = new LogReader(this.#log.place, from + 1);
    let position = from;
    try {
      while (position < upTo && !this.#isStopped) {
        const block = reader.next();
        if (block === null)
          throw journalError('DIVERGED', `no block holds position ${position + 1}`);
        const last = block.head.first + block.head.count - 1;
        if (last <= position) continue;
        await this.#take(bytesOf(block));
        position = last;
      }
      return position;
    } finally {
      reader.close();
    }
  }

  #change(state: FollowerState, reason: string): void {
    if (this.#isStopped || this.#state === state) return;
    this.#tell(state, reason);
  }

  #tell(state: FollowerState, reason: string): void {
    this.#state = state;
    this.#reason = reason;
    this.#options.onState(state, reason);
  }
}

/** Whether a block of a later writer stands where another one's stood, behind the same past. */
export function supersedes(later: BlockHead, earlier: BlockHead): boolean {
  return (
    later.first === earlier.first &&
    later.epoch > earlier.epoch &&
    Buffer.compare(later.previous, earlier.previous) === 0
  );
}

/** The head of our block at a position; null where there is none, or it has left for an archive. */
export function headAt(place: LogPlace, first: number): BlockHead | null {
  if (firstPosition(place) > first) return null;
  const reader = new LogReader(place, first);
  try {
    return reader.next()?.head ?? null;
  } finally {
    reader.close();
  }
}

/** What a follower has that its log does not. */
export function aheadOf(position: number, own: number): Error {
  return journalError('FOLLOWER_AHEAD', `it has ${position}, this journal ${own}`, {
    position,
    own,
  });
}

/** A block as it was written: there is one way only. */
function bytesOf({ head, records }: Block): Uint8Array {
  const batch = new Batch();
  for (const record of records) batch.add(record);
  return batch.seal(head).bytes;
}
