import { Ring } from 'argosy/core';

import type { StrategyLine } from './fleet-face.ts';

/** How many lines of a strategy are kept at hand. */
export const LINES_MAX = 1_000;

/** The newest lines of one strategy. */
export class StrategyLines {
  readonly #lines = new Ring<StrategyLine>(LINES_MAX);

  /** Keeps a line; the oldest leaves where there are too many. */
  keep(line: StrategyLine): void {
    this.#lines.push(line);
  }

  /** The newest ones, the newest last. */
  newest(count: number): readonly StrategyLine[] {
    const newest: StrategyLine[] = [];
    const most = Math.min(Math.max(0, Math.floor(count)), this.#lines.size);
    for (let back = most - 1; back >= 0; back -= 1) {
      const line = this.#lines.at(back);
      if (line !== undefined) newest.push(line);
    }
    return newest;
  }
}
