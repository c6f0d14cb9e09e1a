import process from 'node:process';

import type { KillPointId } from '../kill-points.ts';

/** How a process is to die. */
export type DeathPlan = {
  readonly point: KillPointId | null;
  /** The how many'th time it comes past. */
  readonly times: number;
};

/** Kills its own process at a named place, the way `kill -9` does: nothing is said, flushed or closed. */
export class Death {
  readonly #plan: DeathPlan;
  readonly #before: () => void;
  #times = 0;

  constructor(plan: DeathPlan, before: () => void) {
    this.#plan = plan;
    this.#before = before;
  }

  /** Whether it is time; for who leaves something half done, and then dies. */
  isDue(point: KillPointId): boolean {
    if (point !== this.#plan.point) return false;
    this.#times += 1;
    return this.#times === this.#plan.times;
  }

  /** Comes past a place, and maybe no further. */
  reach(point: KillPointId): void {
    if (this.isDue(point)) this.die();
  }

  die(): never {
    this.#before();
    process.kill(process.pid, 'SIGKILL');
    throw new Error('a killed process goes on');
  }
}
