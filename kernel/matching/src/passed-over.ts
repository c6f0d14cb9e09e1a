import type { InstrumentIndex, Timestamp } from 'argosy/core';

import type { MomentQueue } from './moment-queue.ts';
import type { Occasion } from './occasion.ts';
import type { PriceStep } from './price-step.ts';
import type { VenueOutbox } from './venue-config.ts';
import type { VenueOrder } from './venue-order.ts';

/** An order and the price that it was passed over at. */
export type Passed = {
  readonly order: VenueOrder;
  readonly step: PriceStep;
  /** How much of a trade in the queue of a book would have been its; null where it meets the price itself. */
  readonly reached: number | null;
};

/** How many may be passed over at one instant in one instrument; those beyond wait for another price. */
const PASSED_OVER_MAX = 10_000;

/**
 * Orders that were passed over at a price because one of their group had just filled: they meet it still,
 * at the same instant, as what their owner has made of them by then. Where one of a group fills, the others
 * of it wait once more for what their owner makes of that.
 */
export class PassedOver {
  readonly #queue: MomentQueue;
  readonly #instrument: InstrumentIndex;
  readonly #meet: (passed: Passed, occasion: Occasion) => void;
  #passed: Passed[] = [];
  #plannedFor = Number.NaN;

  constructor(
    { queue, index }: { readonly queue: MomentQueue; readonly index: InstrumentIndex },
    meet: (passed: Passed, occasion: Occasion) => void,
  ) {
    this.#queue = queue;
    this.#instrument = index;
    this.#meet = meet;
  }

  /** Notes one: it meets the price behind all that its owner says at this instant. */
  note(passed: Passed, now: Timestamp): void {
    if (this.#passed.length >= PASSED_OVER_MAX) return;
    this.#passed.push(passed);
    if (this.#plannedFor === now) return;
    this.#plannedFor = now;
    const meet = (at: Timestamp, out: VenueOutbox): void => this.#meetAll({ at, now: at, out });
    const action = { type: 'again', meet } as const;
    this.#queue.push({ at: now, rank: 6, instrument: this.#instrument, action });
  }

  #meetAll(occasion: Occasion): void {
    const due = this.#passed.filter(({ order }) => order.isOpen);
    this.#passed = [];
    this.#plannedFor = Number.NaN;
    const filled = new Set<string | null>();
    for (const passed of due) {
      const { order } = passed;
      const before = order.filled;
      if (filled.has(order.group)) this.note(passed, occasion.now);
      else this.#meet(passed, occasion);
      if (order.filled > before) filled.add(order.group);
    }
  }
}
