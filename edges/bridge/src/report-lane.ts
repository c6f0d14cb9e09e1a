import type { Report } from 'argosy/domain';

import { bridgeError } from './errors.ts';

/** How many reports may wait. Beyond it the bridge fails rather than lose one: an adapter has to be stopped. */
export const REPORTS_MAX = 100_000;

/** Reports of orders and fills that wait: first in, first out, none is ever left out. */
export class ReportLane {
  #reports: (Report | undefined)[] = [];
  #head = 0;

  /** How many wait. */
  get size(): number {
    return this.#reports.length - this.#head;
  }

  add(report: Report): void {
    if (this.size >= REPORTS_MAX) throw bridgeError('BRIDGE_FULL', `${REPORTS_MAX} reports wait`);
    this.#reports.push(report);
  }

  /** Takes the oldest out. */
  take(): Report | undefined {
    const report = this.#reports[this.#head];
    if (report === undefined) return undefined;
    this.#reports[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#reports.length) {
      this.#reports = [];
      this.#head = 0;
    }
    return report;
  }
}
