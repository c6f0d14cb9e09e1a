import { BinaryHeap, type InstrumentIndex } from 'argosy/core';
import type { Bar } from 'argosy/domain';

type Opening = { readonly bar: Bar; readonly index: InstrumentIndex };

/** How many bars may be known ahead of their opening at once. */
export const OPENINGS_MAX = 10_000_000;

/**
 * Bars that sources have told of ahead, by (opening, available time, instrument, specification), so
 * that the venue hears of them in the order of time, whichever source was read further ahead.
 */
export class BarOpenings {
  readonly #heap = new BinaryHeap<Opening>(compareOpenings, OPENINGS_MAX);
  #nextAt = Number.POSITIVE_INFINITY;

  /** The instant at which the next bar opens; Infinity when none is known. */
  get nextAt(): number {
    return this.#nextAt;
  }

  /** How many bars are known ahead. */
  get size(): number {
    return this.#heap.size;
  }

  /** Takes in a bar that will open. */
  add(bar: Bar, index: InstrumentIndex): void {
    this.#heap.push({ bar, index });
    this.#noteNext();
  }

  /** Tells of every bar that opens until an instant. */
  releaseUntil(at: number, announce: (bar: Bar, index: InstrumentIndex) => void): void {
    while (this.size > 0 && this.#nextAt <= at) {
      const opening = this.#heap.pop();
      this.#noteNext();
      if (opening !== undefined) announce(opening.bar, opening.index);
    }
  }

  #noteNext(): void {
    this.#nextAt = this.#heap.peek()?.bar.opensAt ?? Number.POSITIVE_INFINITY;
  }
}

function compareOpenings(a: Opening, b: Opening): number {
  if (a.bar.opensAt !== b.bar.opensAt) return a.bar.opensAt - b.bar.opensAt;
  if (a.bar.availableAt !== b.bar.availableAt) return a.bar.availableAt - b.bar.availableAt;
  if (a.index !== b.index) return a.index - b.index;
  if (a.bar.spec === b.bar.spec) return 0;
  return a.bar.spec < b.bar.spec ? -1 : 1;
}
