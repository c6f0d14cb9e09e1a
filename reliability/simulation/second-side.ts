import { ArgosyError } from 'argosy/core';
import { FileFollower, type FollowerEnd } from '@argosy/journal';
import { SimDisk } from '@argosy/testkit';

import { Drive } from './drive.ts';
import type { World } from './world.ts';

const MILLIS = 1000;
/** After so long without an answer the follower counts as lost. */
const TIMEOUT = 60 * MILLIS;
const TRAVEL_MAX = 1 * MILLIS;
const FOLDER = '/journal';

type Question<Value> = (follower: FileFollower) => Promise<Value>;

/**
 * A second machine with a journal of its own, and the way to it. It answers one question after another,
 * late ones too; whoever has asked may have given up by then.
 */
export class SecondSide {
  readonly drive: Drive;
  readonly #world: World;
  readonly #onProblem: (problem: string) => void;
  #process: FileFollower | null = null;
  #isCutOff = false;
  #last: Promise<void> = Promise.resolve();

  constructor(world: World, onProblem: (problem: string) => void, disk: SimDisk = new SimDisk()) {
    this.#world = world;
    this.#onProblem = onProblem;
    this.drive = new Drive(world, disk);
    this.#start();
  }

  attach(epoch: number): Promise<FollowerEnd> {
    return this.#ask((follower) => follower.attach(epoch));
  }

  async take(block: Uint8Array, epoch: number): Promise<void> {
    await this.#ask((follower) => follower.take(block, epoch));
  }

  /** Nothing passes for a while. */
  cutOff(duration: number): void {
    this.#isCutOff = true;
    this.#world.after(duration, () => {
      this.#isCutOff = false;
    });
  }

  /** Its process ends, with its machine or without; another one comes after a while. */
  kill(how: 'crash' | 'losePower'): void {
    this.#process = null;
    this.drive[how]();
    this.#world.after(this.#world.random.nextInt(400) * MILLIS, () => {
      if (this.#process === null) this.#start();
    });
  }

  /** Ends for good: somebody else goes on with what it has. */
  end(): Drive {
    this.#process = null;
    this.drive.crash();
    return this.drive;
  }

  #start(): void {
    try {
      const { disk } = this.drive;
      const now = (): number => this.#world.now;
      this.#process = FileFollower.open({
        folder: FOLDER,
        disk,
        shard: 'sim',
        region: 'in',
        segmentBytes: 96 * 1024,
        now,
      });
      this.#last = Promise.resolve();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('EIO')) throw error;
      this.kill('crash');
    }
  }

  #ask<Value>(question: Question<Value>): Promise<Value> {
    const world = this.#world;
    return new Promise((resolve, reject) => {
      world.after(TIMEOUT, () => {
        reject(lost('it has not answered'));
      });
      this.#travel(() => {
        const follower = this.#process;
        if (follower === null) return;
        this.#last = this.#last.then(async () => {
          const answer = await answerOf(question, follower);
          if (follower !== this.#process) return;
          this.#note(answer);
          this.#travel(() => {
            if (answer.error === null) resolve(answer.value);
            else reject(answer.error);
          });
        });
      });
    });
  }

  #travel(arrive: () => void): void {
    if (this.#isCutOff) return;
    this.#world.after(this.#world.random.nextInt(TRAVEL_MAX), () => {
      if (!this.#isCutOff) arrive();
    });
  }

  /** One whose disk has failed ends; a block that does not continue its log is a bug. */
  #note({ error }: { readonly error: Error | null }): void {
    if (!(error instanceof ArgosyError)) {
      if (error !== null) this.kill('crash');
    } else if (error.code === 'DIVERGED') this.#onProblem(`the follower: ${error.message}`);
  }
}

type Answer<Value> = { readonly error: null; readonly value: Value } | { readonly error: Error };

async function answerOf<Value>(
  question: Question<Value>,
  follower: FileFollower,
): Promise<Answer<Value>> {
  try {
    return { error: null, value: await question(follower) };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function lost(why: string): Error {
  return new ArgosyError('FOLLOWER_LOST', `the follower does not answer: ${why}`);
}
