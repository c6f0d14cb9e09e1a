import { ArgosyError, type InputNumber } from 'argosy/core';
import { toInputNumber, type Input } from 'argosy/domain';
import type { Tape } from 'argosy/shard';

import type { Disk } from '../disk/disk.ts';
import { isFull } from '../disk/is-full.ts';
import { nodeDisk } from '../disk/node-disk.ts';
import type { LogOptions } from '../log/log-options.ts';
import { FileTape } from './file-tape.ts';
import { lastNumberOf } from './read-tape.ts';

/** What a tape does: it takes what comes, leaves it out until there is room, or has ended. */
export type TapeState = 'taping' | 'leavingOut' | 'ended';

/** What must be said of a live tape. */
export type LiveTapeOptions = Omit<LogOptions, 'onFatal' | 'follower'> & {
  /** Hears of each change and why: what is not taped cannot be done again, which is for a person to know. */
  readonly onState: (state: TapeState, reason: string) => void;
};

/** How often room is looked for again. */
const LOOK_EVERY_MICROS = 1_000_000;
const NO_ROOM = 'the disk is nearly full or far behind, or the first of them is too large';

/**
 * A tape that never stops what it stands beside. What there is no room for is left out; the tape says
 * from which number on, out of its reserve, and goes on by itself once there is room. A write or sync
 * that failed ends it until the next start: what the disk holds then is not known. Each start says from
 * which number on the one before it may have lost something.
 *
 * @example
 * const tape = await LiveTape.open({ folder, shard: 'main', region: 'in', onState: alert });
 */
export class LiveTape implements Tape {
  /** The last number that was found at the start, for `Shard.recover`; null where nothing was. */
  readonly lastNumber: InputNumber | null;
  readonly #options: LiveTapeOptions;
  readonly #now: () => number;
  /** Null until there was room to begin. */
  #tape: FileTape | null = null;
  #opening: Promise<void> | null = null;
  #state: TapeState = 'taping';
  /** The first number that the tape may be without. */
  #gapFrom: InputNumber | null;
  #isMarked = false;
  #leftOut = 0;
  #lookAgainAt = Number.NEGATIVE_INFINITY;

  private constructor(options: LiveTapeOptions, lastNumber: InputNumber | null) {
    this.#options = options;
    this.#now = options.now ?? ((): number => Date.now() * 1000);
    this.lastNumber = lastNumber;
    // The first number of all is the journal's.
    this.#gapFrom = toInputNumber((lastNumber ?? 0) + 1);
  }

  /** Opens or makes the tape in a folder, after a crash too. That its disk is full does not keep it from that. */
  static async open(options: LiveTapeOptions): Promise<LiveTape> {
    const { folder, disk = nodeDisk } = options;
    const lastNumber = hasFolder(folder, disk) ? lastNumberOf(folder, disk) : null;
    const tape = new LiveTape(options, lastNumber);
    await tape.#open();
    return tape;
  }

  /** What it does now. */
  get state(): TapeState {
    return this.#state;
  }

  /** How many inputs were left out since it was opened. */
  get leftOut(): number {
    return this.#leftOut;
  }

  append(number: InputNumber, input: Input): void {
    if (this.#state !== 'ended' && this.#isDue() && this.#hasTaped(number, input)) return;
    this.#leftOut += 1;
    this.#gapFrom ??= number;
    this.#change('leavingOut', `inputs from ${number} on: ${NO_ROOM}`);
    if (this.#state === 'leavingOut') this.#mark();
  }

  /** Resolves when all that was taped is safe. */
  async flush(): Promise<void> {
    await this.#tape?.flush();
  }

  /** Makes all safe and gives the tape back; one that has ended is left as it is. */
  async close(): Promise<void> {
    await this.#opening;
    if (this.#state === 'ended') return;
    try {
      await this.#tape?.close();
    } catch (error) {
      this.#end(error);
    }
    this.#state = 'ended';
  }

  /** While inputs are left out, whether it is time to look for room again. */
  #isDue(): boolean {
    if (this.#state === 'taping') return true;
    const now = this.#now();
    if (now < this.#lookAgainAt) return false;
    this.#lookAgainAt = now + LOOK_EVERY_MICROS;
    return true;
  }

  /** Whether there was room; where inputs before this one may be missing, a mark stands before it. */
  #hasTaped(number: InputNumber, input: Input): boolean {
    if (this.#tape === null) this.#opening ??= this.#open().catch((error) => this.#end(error));
    if (this.#gapFrom === number) this.#gapFrom = null;
    this.#mark();
    const isHeld = this.#gapFrom !== null && !this.#isMarked;
    if (isHeld || this.#tape?.tryAppend(number, input) !== true) return false;
    this.#change('taping', `inputs ${this.#gapFrom ?? number} to ${number - 1} are not on it`);
    this.#gapFrom = null;
    this.#isMarked = false;
    return true;
  }

  #mark(): void {
    if (this.#isMarked || this.#gapFrom === null) return;
    this.#isMarked = this.#tape?.tryMark(this.#gapFrom) === true;
  }

  async #open(): Promise<void> {
    try {
      this.#tape = await FileTape.open({ ...this.#options, onFatal: (why) => this.#end(why) });
    } catch (error) {
      if (!(error instanceof ArgosyError) || error.code !== 'STORAGE_FULL') throw error;
      this.#change('leavingOut', error.message);
    } finally {
      this.#opening = null;
    }
  }

  #end(error: unknown): void {
    this.#change('ended', error instanceof Error ? error.message : String(error));
  }

  #change(state: TapeState, reason: string): void {
    if (this.#state === state || this.#state === 'ended') return;
    if (state === 'leavingOut') this.#lookAgainAt = this.#now() + LOOK_EVERY_MICROS;
    this.#state = state;
    this.#options.onState(state, reason);
  }
}

/** Makes the folder where it is not there; false where the disk has no room for it. */
function hasFolder(folder: string, disk: Disk): boolean {
  try {
    disk.makeFolder(folder);
    return true;
  } catch (error) {
    if (!isFull(error)) throw error;
    return false;
  }
}
