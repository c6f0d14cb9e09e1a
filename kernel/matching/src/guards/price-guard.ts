import { formatScaled, type Timestamp } from 'argosy/core';
import type { Adjustment, Instrument, OrderRequest, OrderTerms } from 'argosy/domain';
import { limitOf, ownTriggerOf } from 'argosy/domain';

import { venueReason } from '../errors.ts';
import type { SessionGate } from '../session-gate.ts';
import { DayReference } from './day-reference.ts';
import type { InterruptionTerms } from './interruption.ts';
import { bandAround, type BandTerms } from './price-bands.ts';

/** What a guard is made of. */
export type PriceGuardOptions = {
  readonly instrument: Instrument;
  readonly gate: SessionGate;
  readonly band: BandTerms | null;
  readonly interruption: InterruptionTerms | null;
};

/** What a price has done: nothing, moved the band, or gone so far that trading stops. */
export type GuardVerdict = 'passes' | 'bandMoved' | 'interrupts';

/** Which prices one instrument may have now: its band of the day, and the range that pauses it. */
export class PriceGuard {
  readonly #options: PriceGuardOptions;
  readonly #day: DayReference;
  #low = Number.NEGATIVE_INFINITY;
  #high = Number.POSITIVE_INFINITY;
  /** By how often the band has given way today: upwards above zero, downwards below. */
  #moves = 0;
  #pressing: 1 | -1 | 0 = 0;
  #presses = 0;
  #pressedSince = 0;
  /** The price that trading last began with; NaN before it. */
  #middle = Number.NaN;

  constructor(options: PriceGuardOptions) {
    this.#options = options;
    this.#day = new DayReference(options.gate, options.band?.reference ?? Number.NaN);
  }

  /** Takes a price in before anyone trades at it; `opens` where it is the open of a bar. */
  note(price: number, now: Timestamp, opens: boolean = false): GuardVerdict {
    if (this.#day.note(price, now, opens)) this.#beginDay();
    if (this.#isTooFar(price)) {
      this.#middle = Number.NaN;
      return 'interrupts';
    }
    if (Number.isNaN(this.#middle)) this.#middle = price;
    // Whoever trades beyond the band shows that it is not what it was taken for: none holds today.
    if (price < this.#low || price > this.#high) this.#lift();
    return this.#press(price, now) ? 'bandMoved' : 'passes';
  }

  /** Where trading would stop between two prices, the last one at which anybody trades; null where it goes on. */
  edgeOnTheWay(from: number, to: number, now: Timestamp): number | null {
    if (this.#day.begin(now)) this.#beginDay();
    const { interruption, instrument } = this.#options;
    if (interruption === null || !this.#isTooFar(to)) return null;
    const reach = (this.#middle * interruption.basisPoints) / 10_000;
    const { tick } = instrument;
    const edge =
      to > this.#middle
        ? Math.floor((this.#middle + reach) / tick) * tick
        : Math.ceil((this.#middle - reach) / tick) * tick;
    // A bar may begin off the tick, closer to the edge than that.
    return to > from === edge > from ? edge : null;
  }

  /** An action of the issuer moves the band along; from which price trading is paused is found anew. */
  adjust(adjustment: Adjustment): void {
    if (this.#day.adjust(adjustment)) this.#beginDay();
  }

  /**
   * The side that finds nobody at these prices: 1 for buyers where the best offer to buy is as high as
   * may be, -1 for sellers at the other end, 0 for neither.
   */
  pinnedSide(bid: number, ask: number): 1 | -1 | 0 {
    if (bid >= this.#high) return 1;
    return ask <= this.#low ? -1 : 0;
  }

  /** Why terms of an order may not be; null where they may. A trigger by the index is no price of the instrument. */
  refusalOf(request: OrderRequest, terms: OrderTerms, now: Timestamp): string | null {
    if (this.#day.begin(now)) this.#beginDay();
    for (const price of [limitOf(terms), ownTriggerOf(request, terms)]) {
      if (price === null || (price >= this.#low && price <= this.#high)) continue;
      const { pricePrecision, id } = this.#options.instrument;
      const [asked, low, high] = [price, this.#low, this.#high].map((one) =>
        formatScaled(one, pricePrecision),
      );
      return venueReason('PRICE_BAND', `${asked}, ${id} may be from ${low} to ${high}`);
    }
    return null;
  }

  #beginDay(): void {
    this.#moves = 0;
    this.#pressing = 0;
    this.#middle = Number.NaN;
    this.#setBand();
  }

  #setBand(): void {
    const { band, instrument } = this.#options;
    const { reference } = this.#day;
    if (band === null || Number.isNaN(reference)) {
      this.#lift();
      return;
    }
    const { tick } = instrument;
    const { low, high } = bandAround(reference, band, { tick, moves: this.#moves });
    this.#low = low;
    this.#high = high;
  }

  #lift(): void {
    this.#low = Number.NEGATIVE_INFINITY;
    this.#high = Number.POSITIVE_INFINITY;
  }

  #isTooFar(price: number): boolean {
    const { interruption } = this.#options;
    if (interruption === null || Number.isNaN(this.#middle)) return false;
    return Math.abs(price - this.#middle) * 10_000 > this.#middle * interruption.basisPoints;
  }

  /** Says whether the band gives way to a price that presses against it. */
  #press(price: number, now: Timestamp): boolean {
    const flex = this.#options.band?.flex;
    if (flex === undefined || !Number.isFinite(this.#high)) return false;
    const near = (this.#day.reference * flex.within) / 10_000;
    const side = price >= this.#high - near ? 1 : price <= this.#low + near ? -1 : 0;
    if (side === 0) return false;
    if (side !== this.#pressing) {
      this.#pressing = side;
      this.#presses = 0;
      this.#pressedSince = now;
    }
    this.#presses += 1;
    if (this.#presses < flex.prices || now - this.#pressedSince < flex.wait) return false;
    this.#moves += side;
    this.#pressing = 0;
    this.#setBand();
    return true;
  }
}
