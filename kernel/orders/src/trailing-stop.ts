import type { Price } from 'argosy/core';
import { trailDistance, type Side, type TrailingTerms } from 'argosy/domain';

/** What a trailing stop stands on, as plain data; null where no price has set it. */
export type TrailingStopState = { readonly best: number | null; readonly stop: number | null };

/**
 * A stop that follows the price at its distance and never falls back. It only knows where the stop
 * stands: whether a price fires it is for whoever feeds it to say, before the price is followed.
 *
 * @example
 * const stop = new TrailingStop('sell', { trail, activation: null, trigger: null, … }, tick);
 * if (price <= stop.stop) fire();
 * else stop.follow(price);
 */
export class TrailingStop {
  readonly #sign: 1 | -1;
  readonly #tick: number;
  #terms: TrailingTerms;
  #best = Number.NaN;
  #stop = Number.NaN;

  constructor(side: Side, terms: TrailingTerms, tick: number) {
    this.#sign = side === 'buy' ? 1 : -1;
    this.#tick = tick;
    this.#terms = terms;
    this.#stop = terms.trigger ?? Number.NaN;
  }

  /** Where the stop stands; NaN until a price, or its owner, has set it. */
  get stop(): number {
    return this.#stop;
  }

  /** The best price it has followed: the lowest of a buyer, the highest of a seller; NaN before its first. */
  get best(): number {
    return this.#best;
  }

  /** The price from which it follows, while it does not follow yet; NaN where any price will do. */
  get activation(): number {
    const isFollowing = !Number.isNaN(this.#best);
    return isFollowing ? Number.NaN : (this.#terms.activation ?? Number.NaN);
  }

  /** Takes a price in; says whether the stop has moved or begun to follow. */
  follow(price: number): boolean {
    if (Number.isNaN(price)) return false;
    const isFollowing = !Number.isNaN(this.#best);
    if (isFollowing ? !this.#isBetter(price) : !this.#activates(price)) return false;
    this.#best = price;
    this.#tighten();
    return true;
  }

  /** Takes what its owner has changed: a wider trail is obeyed, a stop that is named as well. */
  amend(terms: TrailingTerms): void {
    this.#terms = terms;
    this.#stop = terms.trigger ?? Number.NaN;
    if (!Number.isNaN(this.#best)) this.#tighten();
  }

  /** The state as plain data. */
  exportState(): TrailingStopState {
    return { best: toKnown(this.#best), stop: toKnown(this.#stop) };
  }

  /** Takes the place of what it has followed so far. */
  importState({ best, stop }: TrailingStopState): void {
    this.#best = best ?? Number.NaN;
    this.#stop = stop ?? Number.NaN;
  }

  #isBetter(price: number): boolean {
    return this.#sign * (price - this.#best) < 0;
  }

  #activates(price: number): boolean {
    const from: Price | null = this.#terms.activation;
    return from === null || this.#sign * (price - from) <= 0;
  }

  #tighten(): void {
    const distance = trailDistance(this.#terms.trail, this.#best, this.#tick);
    const next = this.#best + this.#sign * distance;
    const isTighter = Number.isNaN(this.#stop) || this.#sign * (next - this.#stop) < 0;
    if (isTighter) this.#stop = next;
  }
}

function toKnown(price: number): number | null {
  return Number.isNaN(price) ? null : price;
}
