import type { Result } from 'argosy/core';

import type { Projections } from '../platform/records.ts';

/** So many people's last writes are remembered; whoever wrote longest ago is forgotten first. */
const WRITERS_MAX = 1_000;

/**
 * Lets everybody read what they have written: before a list is read from the tables, these have to hold what the same
 * person was last told of.
 */
export class OwnWrites {
  readonly #projections: Pick<Projections, 'reach'>;
  readonly #numbers = new Map<string, number>();

  constructor(projections: Pick<Projections, 'reach'>) {
    this.#projections = projections;
  }

  /** Somebody was told of what has this number. */
  note(user: string, number: number): void {
    const before = this.#numbers.get(user) ?? 0;
    this.#numbers.delete(user);
    this.#numbers.set(user, Math.max(before, number));
    if (this.#numbers.size <= WRITERS_MAX) return;
    const [oldest] = this.#numbers.keys();
    if (oldest !== undefined) this.#numbers.delete(oldest);
  }

  /** Somebody was told what came of what they asked for, be it a no: what was said of it has its number. */
  noteAnswer(
    user: string,
    answer: Result<{ readonly number: number | null }, { readonly number?: number }>,
  ): void {
    const number = answer.ok ? answer.value.number : (answer.refusal.number ?? null);
    if (number !== null) this.note(user, number);
  }

  /** Waits until the tables hold what somebody was told of; false where they do not in time. */
  async settle(user: string): Promise<boolean> {
    const number = this.#numbers.get(user);
    if (number === undefined) return true;
    const isThere = await this.#projections.reach(number);
    if (isThere && this.#numbers.get(user) === number) this.#numbers.delete(user);
    return isThere;
  }
}
