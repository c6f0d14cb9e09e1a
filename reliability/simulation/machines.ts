import type { Follower, FollowerOptions, FollowerPolicy } from '@argosy/journal';
import type { SimDisk } from '@argosy/testkit';

import { Drive } from './drive.ts';
import { SecondSide } from './second-side.ts';
import { TapeWatch } from './tape-watch.ts';
import type { World } from './world.ts';

const MILLIS = 1000;
/** In how many worlds a second machine follows the first. */
const FOLLOWED = 0.4;
const RETRY_MILLIS = 20;

/** What the processes of a world run on: disks of their own for journal and tape, maybe a second machine. */
export class Machines {
  readonly tape: TapeWatch;
  readonly #world: World;
  readonly #tapeDrive: Drive;
  readonly #policy: FollowerPolicy | null;
  readonly #onProblem: (problem: string) => void;
  #drive: Drive;
  #second: SecondSide | null;

  constructor(world: World, onProblem: (problem: string) => void) {
    this.#world = world;
    this.#onProblem = onProblem;
    this.#drive = new Drive(world);
    this.#tapeDrive = new Drive(world);
    this.tape = new TapeWatch(world, this.#tapeDrive);
    const isFollowed = world.chance(FOLLOWED);
    this.#policy = isFollowed ? (world.chance(0.5) ? 'wait' : 'degrade') : null;
    this.#second = isFollowed ? new SecondSide(world, onProblem) : null;
  }

  /** The disk that the journal is on now. */
  get drive(): Drive {
    return this.#drive;
  }

  /** What becomes of commits while the follower does not answer; null where there is none. */
  get policy(): FollowerPolicy | null {
    return this.#policy;
  }

  /** For the journal of the process that begins now; once that has ended it asks nothing more. */
  followerFor(disk: SimDisk): FollowerOptions | undefined {
    const [second, policy] = [this.#second, this.#policy];
    if (second === null || policy === null) return undefined;
    const ask = <Answer>(question: () => Promise<Answer>): Promise<Answer> =>
      disk === this.#drive.disk ? question() : new Promise(() => {});
    const follower: Follower = {
      attach: (epoch) => ask(() => second.attach(epoch)),
      take: (block, epoch) => ask(() => second.take(block, epoch)),
      close: () => Promise.resolve(),
    };
    const after = (millis: number, run: () => void): (() => void) => {
      let isOff = false;
      this.#world.after(millis * MILLIS, () => {
        if (!isOff) run();
      });
      return () => {
        isOff = true;
      };
    };
    return { follower, policy, onState: () => {}, retryMillis: RETRY_MILLIS, after };
  }

  /** The process ends, with its machine or without. */
  kill(how: 'crash' | 'losePower'): void {
    this.#drive[how]();
    this.#tapeDrive[how]();
  }

  /** The first journal is gone for good: its follower's goes on, and gets a new follower. */
  loseFirst(): void {
    this.#tapeDrive.crash();
    if (this.#second === null) return;
    this.#drive = this.#second.end();
    const hasCopy = this.#world.chance(0.7);
    const disk = hasCopy ? this.#drive.disk.afterCrash() : undefined;
    this.#second = new SecondSide(this.#world, this.#onProblem, disk);
  }

  /** Nothing more goes wrong, and all of it runs. */
  heal(): void {
    for (const drive of [this.#drive, this.#tapeDrive, this.#second?.drive]) drive?.heal();
  }

  /** Begins what may happen to the disks while a process lives on. */
  scheduleFaults(): void {
    const world = this.#world;
    const long = (millis: number): number => world.random.nextInt(millis) * MILLIS;
    world.every(1500 * MILLIS, () => {
      if (world.fault('call of the disk failed', 0.5)) this.#drive.failSoon();
      else if (world.fault('disk full', 0.4)) this.#drive.fill(long(600));
      else if (world.fault('disk slow', 0.4)) this.#drive.slowDown(long(1500));
      return !world.isPeaceful;
    });
    world.every(2500 * MILLIS, () => {
      if (world.fault('tape’s disk full', 0.4)) this.#tapeDrive.fill(long(2500));
      else if (world.fault('call of the tape’s disk failed', 0.1)) this.#tapeDrive.failSoon();
      return !world.isPeaceful;
    });
    if (this.#second === null) return;
    world.every(1200 * MILLIS, () => {
      const second = this.#second;
      if (world.fault('follower killed', 0.15)) second?.kill('crash');
      else if (world.fault('follower’s power lost', 0.15)) second?.kill('losePower');
      else if (world.fault('call of the follower’s disk failed', 0.2)) second?.drive.failSoon();
      else if (world.fault('follower slow', 0.3)) second?.drive.slowDown(long(800));
      else if (world.fault('follower cut off', 0.3)) second?.cutOff(long(700));
      return !world.isPeaceful;
    });
  }
}
