import { toPrice } from 'argosy/core';
import {
  isTrailing,
  limitOf,
  limitOnceFired,
  trailDistance,
  type OrderRequest,
  type TrailingTerms,
} from 'argosy/domain';

const TICK = 5;

/**
 * The shortest life of one order of the kinds that wait, follow, only make or end, by the quotes of one
 * instrument, without latency, sessions, sizes or chance. The simulated venue has to agree with it.
 */
export class NaiveWaiting {
  /** What it said, in the rig's words. */
  readonly said: string[] = [];
  readonly #order: OrderRequest;
  readonly #sign: 1 | -1;
  #price = Number.NaN;
  #isThere = false;
  /** The limit it works with; null where it takes any price; undefined while it waits for its trigger. */
  #limit: number | null | undefined;
  #hasRested = false;
  /** Every price it has met while it followed. */
  readonly #followed: number[] = [];

  constructor(order: OrderRequest) {
    this.#order = order;
    this.#sign = order.side === 'buy' ? 1 : -1;
    this.#limit = 'trigger' in order.terms ? undefined : limitOf(order.terms);
  }

  /** A new best bid and ask. */
  onQuote(bid: number, ask: number, at: number): void {
    this.#price = this.#sign > 0 ? ask : bid;
    this.pass(at);
    if (this.#isThere) this.#meet(at);
  }

  /** The order arrives. */
  submit(at: number): void {
    const { instructions } = this.#order;
    if ((instructions?.expiresAt ?? at + 1) <= at) this.said.push(`rejected @${at}: EXPIRY_PAST`);
    else if (instructions?.postOnly === true && this.#isMarketable()) {
      this.said.push(`rejected @${at}: POST_ONLY_WOULD_TAKE`);
    } else {
      this.said.push(`accepted @${at}`);
      this.#isThere = true;
      if (!Number.isNaN(this.#price)) this.#meet(at);
    }
  }

  /** Time passes up to an instant. */
  pass(at: number): void {
    const endsAt = this.#order.instructions?.expiresAt ?? Number.POSITIVE_INFINITY;
    if (this.#isThere && endsAt <= at) this.#leave(`expired @${endsAt}`);
  }

  #meet(at: number): void {
    if (this.#limit === undefined && !this.#fires(at)) return;
    if (this.#isMarketable()) this.#trade(at);
    this.#hasRested = true;
  }

  #trade(at: number): void {
    const isMaking = this.#hasRested && this.#limit !== null;
    const isPostOnly = this.#order.instructions?.postOnly === true;
    if (isPostOnly && !isMaking) this.#leave(`canceled @${at}: POST_ONLY_WOULD_TAKE`);
    else {
      const how = isMaking ? `${this.#limit}, maker` : `${this.#price}, taker`;
      this.#leave(`filled @${at}: ${this.#order.qty} at ${how}`);
    }
  }

  #isMarketable(): boolean {
    const limit = this.#limit ?? null;
    return limit === null ? this.#limit === null : this.#sign * (limit - this.#price) >= 0;
  }

  /** Whether it wakes now; one that follows has moved with the price else. */
  #fires(at: number): boolean {
    const { terms, side } = this.#order;
    if (!isTrailing(terms)) {
      const way = terms.type.endsWith('IfTouched') ? -this.#sign : this.#sign;
      const trigger = 'trigger' in terms ? (terms.trigger ?? 0) : 0;
      if (way * (this.#price - trigger) < 0) return false;
      this.said.push(`triggered @${at}`);
      this.#limit = limitOf(terms);
      return true;
    }
    const stop = this.#stopOf(terms);
    if (stop === null || this.#sign * (this.#price - stop) < 0) {
      if (this.#follows(terms)) this.#followed.push(this.#price);
      return false;
    }
    this.said.push(`updated @${at}`, `triggered @${at}`);
    this.#limit = limitOnceFired({ ...terms, trigger: toPrice(stop) }, side);
    return true;
  }

  #follows({ activation }: TrailingTerms): boolean {
    const isReached = activation === null || this.#sign * (this.#price - activation) <= 0;
    return this.#followed.length > 0 || isReached;
  }

  /** The nearest stop that any price it has followed would have made. */
  #stopOf({ trail, trigger }: TrailingTerms): number | null {
    const stops = this.#followed.map(
      (price) => price + this.#sign * trailDistance(trail, price, TICK),
    );
    if (trigger !== null) stops.push(trigger);
    if (stops.length === 0) return null;
    return this.#sign > 0 ? Math.min(...stops) : Math.max(...stops);
  }

  #leave(line: string): void {
    this.said.push(line);
    this.#isThere = false;
  }
}
