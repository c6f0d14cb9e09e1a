import { BinaryWriter } from 'argosy/core';

import { writeCanonical } from './trading-event-codec.ts';
import type { TradingEvent } from './trading-event.ts';

/**
 * The canonical forms of a turn's events, each written once: the hash of the run is taken over them, and
 * the journal keeps them.
 */
export class CanonicalForms {
  readonly #writer = new BinaryWriter();
  /** Where each form ends, by the index of its event. */
  readonly #ends: number[] = [];

  /** The forms one behind the other: good until the next event is added. */
  get bytes(): Uint8Array {
    return this.#writer.view();
  }

  /** Adds the event that comes next in its turn. */
  add(event: TradingEvent): void {
    writeCanonical(this.#writer, event);
    this.#ends.push(this.#writer.size);
  }

  /** Writes the form of an event that was added. */
  copyTo(writer: BinaryWriter, index: number): void {
    const from = index === 0 ? 0 : (this.#ends[index - 1] ?? Number.NaN);
    writer.copy(this.#writer, from, this.#ends[index] ?? Number.NaN);
  }

  /** Begins another turn. */
  clear(): void {
    this.#writer.reset();
    this.#ends.length = 0;
  }
}
