import type { InputNumber } from 'argosy/core';
import type { Input } from 'argosy/domain';
import type { Tape } from 'argosy/shard';
import { LiveTape, readTape, readTapeGaps } from '@argosy/journal';

import type { Drive } from './drive.ts';
import type { World } from './world.ts';

const KIB = 1024;
const SECOND = 1_000_000;
const FOLDER = '/tape';
const PROBLEMS_MAX = 3;

/** The tape of a world, life after life, and what should be on it. */
export class TapeWatch {
  readonly #world: World;
  readonly #drive: Drive;
  /** What was last given to it under each number: one that was lost may stand for another input later. */
  readonly #given = new Map<InputNumber, Input>();
  /** How many inputs were left out of it. */
  leftOut = 0;

  constructor(world: World, drive: Drive) {
    this.#world = world;
    this.#drive = drive;
  }

  /** Opens it for another life. */
  async open(): Promise<{ readonly tape: Tape; readonly taped: InputNumber | null }> {
    const world = this.#world;
    const inner = await LiveTape.open({
      disk: this.#drive.disk,
      folder: FOLDER,
      shard: 'sim',
      region: 'in',
      segmentBytes: 48 * KIB,
      reserveBytes: 4 * KIB,
      blockBytesMax: 24 * KIB,
      recordBytesMax: KIB,
      backlogBytes: 256 * KIB,
      takeOver: true,
      now: () => world.now,
      schedule: (run) => {
        world.after(SECOND, run);
      },
      onState: () => {},
    });
    let isFirst = true;
    const append = (number: InputNumber, input: Input): void => {
      const { leftOut } = inner;
      if (isFirst) this.#forgetFrom(number);
      isFirst = false;
      this.#given.set(number, input);
      inner.append(number, input);
      this.leftOut += inner.leftOut - leftOut;
    };
    return { tape: { append }, taped: inner.lastNumber };
  }

  /** What is on it otherwise, or missing without a word; behind its last record nothing is promised. */
  problems(): readonly string[] {
    const { disk } = this.#drive;
    const given = this.#given;
    const problems: string[] = [];
    let last = -1;
    const taped = new Set<number>();
    for (const { number, input } of readTape(FOLDER, disk)) {
      if (number <= last) problems.push(`the tape has ${number} after ${last}`);
      if (!isSame(given.get(number), input)) problems.push(`the tape has another input ${number}`);
      taped.add(number);
      last = number;
    }
    const gaps = readTapeGaps(FOLDER, disk);
    for (const number of given.keys()) {
      const isTold = gaps.some(
        ({ from, upTo }) => from <= number && (upTo === null || number <= upTo),
      );
      if (number < last && !taped.has(number) && !isTold)
        problems.push(`the tape is without ${number}, and does not say so`);
    }
    return problems.slice(0, PROBLEMS_MAX);
  }

  /** The numbers from here on are given again: what was lost of them may be an order's now. */
  #forgetFrom(number: InputNumber): void {
    for (const one of this.#given.keys()) if (one >= number) this.#given.delete(one);
  }
}

function isSame(one: Input | undefined, other: Input): boolean {
  if (one?.kind !== 'quote' || other.kind !== 'quote') return one?.kind === other.kind;
  return one.bid === other.bid && one.availableAt === other.availableAt;
}
