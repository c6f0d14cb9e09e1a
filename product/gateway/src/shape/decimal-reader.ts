import {
  parseScaled,
  parseTimestamp,
  toPrice,
  toQuantity,
  toTimestamp,
  type Price,
  type Quantity,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { Mistake } from '@argosy/contract';

/**
 * Reads decimals at an instrument's precision and collects what does not fit, so that a person is told of every mistake at
 * once. What did not fit reads as zero: it is used only where there was no mistake.
 */
export class DecimalReader {
  readonly #mistakes: Mistake[] = [];

  /** What did not fit. */
  get mistakes(): readonly Mistake[] {
    return this.#mistakes;
  }

  /** A mistake that was found elsewhere. */
  note(path: string, reason: string): void {
    this.#mistakes.push({ path, reason });
  }

  price({ pricePrecision }: Instrument, text: string, path: string): Price {
    return toPrice(this.#take(parseScaled(text, pricePrecision), path));
  }

  priceOrNull(instrument: Instrument, text: string | null, path: string): Price | null {
    return text === null ? null : this.price(instrument, text, path);
  }

  qty({ sizePrecision }: Instrument, text: string, path: string): Quantity {
    return toQuantity(Math.abs(this.#take(parseScaled(text, sizePrecision), path)));
  }

  instant(text: string, path: string): Timestamp {
    const parsed = parseTimestamp(text);
    if (parsed.ok) return parsed.value.at;
    this.note(path, parsed.refusal.reason);
    return toTimestamp(0);
  }

  #take(parsed: Result<number>, path: string): number {
    if (parsed.ok) return parsed.value;
    this.note(path, parsed.refusal.reason);
    return 0;
  }
}
