import { BinaryHeap } from 'argosy/core';
import type { Input } from 'argosy/domain';

/**
 * The ranks of what is scheduled: answers before the instant's data, so that past bars come before
 * the next one; what the venue tells of itself, as data; then reports, then commands.
 */
export type AgendaRank = 0 | 1 | 2 | 3 | 5;

type Scheduled = {
  readonly at: number;
  readonly rank: AgendaRank;
  readonly sequence: number;
  readonly input: Input;
};

/** How many inputs may be scheduled at once. */
export const AGENDA_MAX = 10_000_000;

/** Inputs that will arrive: commands, reports and answers, by (instant, rank, order of scheduling). */
export class Agenda {
  readonly #heap = new BinaryHeap<Scheduled>(compareScheduled, AGENDA_MAX);
  #sequence = 0;
  #nextAt = Number.POSITIVE_INFINITY;
  #nextRank = Number.POSITIVE_INFINITY;

  /** The instant of the next input; Infinity when nothing is scheduled. */
  get nextAt(): number {
    return this.#nextAt;
  }

  /** The rank of the next input. */
  get nextRank(): number {
    return this.#nextRank;
  }

  /** Schedules an input. */
  add(input: Input, at: number, rank: AgendaRank): void {
    this.#sequence += 1;
    this.#heap.push({ at, rank, sequence: this.#sequence, input });
    this.#noteNext();
  }

  /** Takes the next input off. */
  take(): Input | undefined {
    const next = this.#heap.pop();
    this.#noteNext();
    return next?.input;
  }

  /** Asked before each input of a run, it is kept as two numbers. */
  #noteNext(): void {
    const next = this.#heap.peek();
    this.#nextAt = next?.at ?? Number.POSITIVE_INFINITY;
    this.#nextRank = next?.rank ?? Number.POSITIVE_INFINITY;
  }
}

function compareScheduled(a: Scheduled, b: Scheduled): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.rank !== b.rank) return a.rank - b.rank;
  return a.sequence - b.sequence;
}
