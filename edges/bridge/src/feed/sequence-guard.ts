/**
 * How a feed numbers the rows of an instrument: `gapless`, each is one more than the one before; `rising`, each is
 * more; `none`, the numbers say nothing.
 */
export type Numbering = 'gapless' | 'rising' | 'none';

/** How a row stands to those before it. */
export type Arrival = 'next' | 'late' | 'duplicate';

/** So many numbers before the last one it is known of each whether it came. */
export const SEEN_NUMBERS_MAX = 32;

/**
 * Watches the numbers of one feed, instrument by instrument. A number that comes again is a duplicate, one that comes
 * behind a greater one is late, and those that were passed over are missing until they come late. What lies further
 * back than `SEEN_NUMBERS_MAX` counts as late.
 */
export class SequenceGuard {
  readonly #numbering: Numbering;
  readonly #last: Float64Array;
  /** Bit n: whether the number n + 1 before the last one came. */
  readonly #seen: Int32Array;
  #lastGap = 0;

  constructor(instruments: number, numbering: Numbering) {
    this.#numbering = numbering;
    this.#last = new Float64Array(instruments).fill(Number.NaN);
    this.#seen = new Int32Array(instruments);
  }

  /** How many numbers the row that was looked at last has passed over; 0 where the feed promises none. */
  get lastGap(): number {
    return this.#lastGap;
  }

  /** Takes the number of a row in. */
  look(instrument: number, sequence: number): Arrival {
    this.#lastGap = 0;
    if (this.#numbering === 'none') return 'next';
    const ahead = sequence - (this.#last[instrument] ?? Number.NaN);
    // The usual case by itself: a difference of large numbers that is handed on would be boxed.
    if (ahead === 1) this.#seen[instrument] = ((this.#seen[instrument] ?? 0) << 1) | 1;
    else if (ahead > 0) this.#advance(instrument, ahead);
    else if (ahead === 0) return 'duplicate';
    else if (ahead < 0) return this.#lookBack(instrument, -ahead - 1);
    this.#last[instrument] = sequence;
    return 'next';
  }

  /** Forgets all numbers: the feed has begun anew. */
  reset(): void {
    this.#last.fill(Number.NaN);
    this.#seen.fill(0);
  }

  #advance(instrument: number, ahead: number): void {
    const seen = this.#seen[instrument] ?? 0;
    const shifted = ahead < SEEN_NUMBERS_MAX ? seen << ahead : 0;
    this.#seen[instrument] = ahead <= SEEN_NUMBERS_MAX ? shifted | (1 << (ahead - 1)) : 0;
    if (this.#numbering === 'gapless') this.#lastGap = ahead - 1;
  }

  #lookBack(instrument: number, bit: number): Arrival {
    if (bit >= SEEN_NUMBERS_MAX) return 'late';
    const seen = this.#seen[instrument] ?? 0;
    if ((seen & (1 << bit)) !== 0) return 'duplicate';
    this.#seen[instrument] = seen | (1 << bit);
    return 'late';
  }
}
