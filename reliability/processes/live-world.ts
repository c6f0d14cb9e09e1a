import { performance } from 'node:perf_hooks';

import { Random } from 'argosy/core';

import type { BrokerWorld } from '../broker/fake-broker.ts';

const MILLIS = 1000;
/** The broker was made for a slower world. */
const HASTE = 4;

/** The world as it is, but that its broker can be held still while two sides are compared. */
export class LiveWorld implements BrokerWorld {
  readonly random: Random;
  #isFrozen = false;
  #late: (() => void)[] = [];

  constructor(seed: string) {
    this.random = Random.fromSeed(seed);
  }

  get now(): number {
    return Math.round((performance.timeOrigin + performance.now()) * MILLIS);
  }

  after(delay: number, run: () => void): void {
    setTimeout(
      () => {
        if (this.#isFrozen) this.#late.push(run);
        else run();
      },
      delay / MILLIS / HASTE,
    );
  }

  chance(often: number): boolean {
    return this.random.nextFloat() < often;
  }

  /** Nothing happens by itself from now on. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** What should have happened meanwhile happens now. */
  thaw(): void {
    this.#isFrozen = false;
    for (const run of this.#late.splice(0)) run();
  }
}
