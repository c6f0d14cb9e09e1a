import type { Effect, Report } from 'argosy/domain';

import type { FakeBroker } from '../broker/fake-broker.ts';
import type { World } from './world.ts';

const MILLIS = 1000;
/** No message is longer on its way than this: what has not come by then never will. */
export const LINE_DELAY_MAX: number = 200 * MILLIS;

/** The way to the broker and back: it loses, delays, doubles and goes down. */
export class Line {
  /** Where reports go while somebody is there to hear them. */
  onReport: ((report: Report) => void) | null = null;
  readonly #world: World;
  readonly #broker: FakeBroker;
  #isDown = false;

  constructor(world: World, broker: FakeBroker) {
    this.#world = world;
    this.#broker = broker;
    broker.onReport = (report) => {
      this.#carryBack(report);
    };
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** Takes a request to the broker. */
  send(effect: Effect): void {
    if (this.#isDown || this.#world.fault('request lost', 0.01)) return;
    this.#world.after(this.#delay(), () => {
      this.#broker.take(effect);
    });
  }

  /** Nothing passes for a while. */
  goDown(duration: number): void {
    this.#isDown = true;
    this.#world.after(duration, () => {
      this.#isDown = false;
    });
  }

  #carryBack(report: Report): void {
    if (this.#isDown || this.#world.fault('report lost', 0.01)) return;
    const times = this.#world.fault('report doubled', 0.01) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      this.#world.after(this.#delay(), () => {
        this.onReport?.(report);
      });
    }
  }

  #delay(): number {
    const isLate = this.#world.fault('report late', 0.01);
    return (isLate ? LINE_DELAY_MAX / 2 : 0) + this.#world.random.nextInt(15 * MILLIS);
  }
}
