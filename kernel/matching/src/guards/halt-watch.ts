import { dayNumber, MICROS_PER_DAY, type Timestamp } from 'argosy/core';

import type { SessionGate } from '../session-gate.ts';
import { DayReference } from './day-reference.ts';
import type { HaltLevel, HaltTerms } from './market-halts.ts';

/** For how long an instrument stops: from now until `haltedUntil`, then orders are collected until `opensAt`. */
export type Halt = {
  readonly from: Timestamp;
  readonly haltedUntil: number;
  readonly opensAt: number;
};

/** A stop that begins now and lasts so long, with so long to collect orders behind it. */
export function haltFor(now: Timestamp, halt: number, auction: number): Halt {
  const haltedUntil = now + halt;
  return { from: now, haltedUntil, opensAt: haltedUntil + auction };
}

/** Watches an index for the moves that stop whole markets. */
export class HaltWatch {
  readonly #terms: HaltTerms;
  readonly #gate: SessionGate;
  readonly #day: DayReference;
  /** The greatest move of today that has counted already. */
  #counted = 0;

  constructor(terms: HaltTerms, gate: SessionGate) {
    this.#terms = terms;
    this.#gate = gate;
    this.#day = new DayReference(gate, terms.reference ?? Number.NaN);
  }

  /** Takes a price of the index in, as of an instant of its own; the halt that it brings, or null. */
  note(
    price: number,
    { at, now }: { readonly at: Timestamp; readonly now: Timestamp },
  ): Halt | null {
    if (this.#day.note(price, at)) this.#counted = 0;
    const { reference, endsAt } = this.#day;
    const move = Math.abs(price - reference) * 10_000;
    const level = this.#reached(move, reference, at);
    if (level === null) return null;
    this.#counted = level.basisPoints;
    const haltedUntil = level.halt === null ? endsAt : now + level.halt;
    // Of a day that is over nothing is left to stop.
    if (level.halt === 0 || haltedUntil <= now || now >= endsAt) return null;
    return { from: now, haltedUntil, opensAt: haltedUntil + level.auction };
  }

  /** The level of the greatest move that is new today, by the time of day. */
  #reached(move: number, reference: number, now: Timestamp): HaltLevel | null {
    const offset = this.#gate.offsetAt(now);
    const time = now + offset - dayNumber(now, offset) * MICROS_PER_DAY;
    let found: HaltLevel | null = null;
    for (const level of this.#terms.levels) {
      const isNew = level.basisPoints > this.#counted && move >= reference * level.basisPoints;
      const isNext = found === null || level.basisPoints > found.basisPoints;
      if (isNew && isNext && time < level.before) found = level;
    }
    return found;
  }
}
