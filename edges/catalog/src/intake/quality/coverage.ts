import { formatDay, formatTimestamp, toTimestamp } from 'argosy/core';

import type { Hours } from './day-hours.ts';
import type { Findings } from './findings.ts';

/** What of its days a series has. */
export type CoveredDays = {
  /** Days that the calendar says are traded, between the first and the last row; null where it says nothing. */
  readonly expected: number | null;
  readonly covered: number;
  readonly rows: readonly { readonly day: string; readonly rows: number }[];
};

/** How many days are told one by one, the last ones. */
const DAYS_TOLD_MAX = 400;

/** What coverage goes by. */
export type CoverageTerms = {
  readonly hours: Hours;
  readonly findings: Findings;
  /** How long a row speaks for: a bar's length, 0 for a tick. */
  readonly span: number;
  /** How long may pass between two rows while the market is open. */
  readonly patience: number;
  /** Whether a row speaks for a whole day: then gaps within days are none. */
  readonly isDaily: boolean;
};

/** Holds the times of rows against the calendar: gaps within hours, rows outside of them, days without any. */
export class Coverage {
  readonly #terms: CoverageTerms;
  readonly #rows = new Map<number, number>();
  #day = Number.NaN;
  #until = Number.NaN;

  constructor(terms: CoverageTerms) {
    this.#terms = terms;
  }

  /** A row at an instant, later than all before it. */
  take(at: number): void {
    const { hours, span } = this.#terms;
    const day = hours.dayOf(at);
    if (day !== this.#day) {
      this.#endDay();
      this.#day = day;
      this.#until = hours.openOn(day)?.[0]?.from ?? at;
    }
    this.#rows.set(day, (this.#rows.get(day) ?? 0) + 1);
    this.#between(this.#until, at);
    this.#outside(day, at);
    this.#until = Math.max(this.#until, at + span);
  }

  /** Nothing more comes; what was covered. */
  finish(): CoveredDays {
    this.#endDay();
    const days = [...this.#rows.keys()];
    const [first, last] = [Math.min(...days), Math.max(...days)];
    let expected: number | null = days.length === 0 ? null : 0;
    for (let day = first; day <= last; day += 1) {
      const open = this.#terms.hours.openOn(day);
      if (open === null) expected = null;
      if (open === null || open.length === 0) continue;
      if (expected !== null) expected += 1;
      if (this.#rows.has(day)) continue;
      this.#terms.findings.add('missingDay', open[0]?.from ?? 0, () => formatDay(day));
    }
    const rows = [...this.#rows].slice(-DAYS_TOLD_MAX).map(([day, count]) => {
      return { day: formatDay(day), rows: count };
    });
    return { expected, covered: days.length, rows };
  }

  #endDay(): void {
    const last = this.#terms.hours.openOn(this.#day)?.at(-1)?.until;
    if (!Number.isNaN(this.#day) && last !== undefined) this.#between(this.#until, last);
  }

  /** What of the time between two instants the market was open for. */
  #between(from: number, until: number): void {
    const { isDaily, patience, hours, findings, span } = this.#terms;
    if (isDaily) return;
    for (const open of hours.openOn(this.#day) ?? []) {
      const [begin, end] = [Math.max(from, open.from), Math.min(until, open.until)];
      if (end - begin <= patience) continue;
      findings.add('gap', begin, () => {
        const missing = span === 0 ? '' : `, ${Math.round((end - begin) / span)} bars`;
        return `until ${formatTimestamp(toTimestamp(end))}${missing}`;
      });
    }
  }

  #outside(day: number, at: number): void {
    const { span, hours, findings } = this.#terms;
    const open = hours.openOn(day);
    // Ticks of auctions are outside of continuous trading, and right.
    if (span === 0 || open === null) return;
    const isInside = open.some(({ from, until }) => at >= from && at < until);
    if (!isInside) findings.add('outsideHours', at, () => `on ${formatDay(day)}`);
  }
}
