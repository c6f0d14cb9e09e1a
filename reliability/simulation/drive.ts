import { SimDisk } from '@argosy/testkit';

import type { World } from './world.ts';

const MILLIS = 1000;
/** A disk that is slow takes up to so long for each call. */
const SLOW_CALL_MAX = 600 * MILLIS;

/** The disk of a machine as its processes find it, one after another. */
export class Drive {
  readonly #world: World;
  #disk: SimDisk;
  #slowUntil = 0;

  constructor(world: World, disk: SimDisk = new SimDisk()) {
    this.#world = world;
    this.#disk = this.#inWorld(disk);
  }

  /** What the process that lives now has its hands on; those before it have another one. */
  get disk(): SimDisk {
    return this.#disk;
  }

  get isSlow(): boolean {
    return this.#world.now < this.#slowUntil;
  }

  /** The process ends: all that was written is there, synced or not. */
  crash(): void {
    this.#replace(this.#disk.afterCrash());
  }

  /** The machine ends: of what was not synced some may be there. */
  losePower(): void {
    this.#replace(this.#disk.afterPowerLoss(() => this.#world.chance(0.6)));
  }

  /** Takes the content of another one, whose process has ended. */
  takeFrom({ disk }: Drive): void {
    this.#replace(disk.afterCrash());
  }

  /** One of the next calls fails. */
  failSoon(): void {
    this.#disk.failAt(this.#disk.calls + 1 + this.#world.random.nextInt(12));
  }

  /** No room for a while. */
  fill(duration: number): void {
    const disk = this.#disk;
    disk.capacity = disk.used;
    this.#world.after(duration, () => {
      disk.capacity = Number.POSITIVE_INFINITY;
    });
  }

  /** Each call takes its time for a while. */
  slowDown(duration: number): void {
    this.#slowUntil = this.#world.now + duration;
  }

  /** Nothing is wrong with it any more. */
  heal(): void {
    this.#disk.capacity = Number.POSITIVE_INFINITY;
    this.#slowUntil = 0;
  }

  #replace(disk: SimDisk): void {
    disk.capacity = Number.POSITIVE_INFINITY;
    this.#disk = this.#inWorld(disk);
  }

  #inWorld(disk: SimDisk): SimDisk {
    const world = this.#world;
    disk.later = (run) => {
      const slow = this.isSlow ? world.random.nextInt(SLOW_CALL_MAX) : 0;
      world.after(30 + slow + world.random.nextInt(400), run);
    };
    return disk;
  }
}
