import type { TrailingStop } from 'argosy/orders';

import type { VenueOrder } from './venue-order.ts';

/**
 * One instrument's working orders in order of arrival, with the prices that wake any of them:
 * most quotes pass by four comparisons.
 */
export class WorkingOrders {
  #orders: VenueOrder[] = [];
  #buyLimitMax = Number.NEGATIVE_INFINITY;
  #buyStopMin = Number.POSITIVE_INFINITY;
  #sellLimitMin = Number.POSITIVE_INFINITY;
  #sellStopMax = Number.NEGATIVE_INFINITY;
  /** How many wait for another price than those they trade at. */
  #watcherCount = 0;
  /** How many wait for the close. */
  #closerCount = 0;
  #isStale = false;

  /** In order of arrival. While it is walked, orders may close but none may be added. */
  get inOrder(): readonly VenueOrder[] {
    if (this.#isStale) this.#look();
    return this.#orders;
  }

  /** Puts an order at the end. */
  add(order: VenueOrder): void {
    this.#orders.push(order);
    this.#watch(order);
  }

  /** Whether any order waits for another price than those it trades at; any price wakes it then. */
  get hasWatchers(): boolean {
    if (this.#isStale) this.#look();
    return this.#watcherCount > 0;
  }

  /** Whether any order waits for the close, which no price of the day wakes. */
  get hasClosers(): boolean {
    if (this.#isStale) this.#look();
    return this.#closerCount > 0;
  }

  /** Whether any order could do something at these prices. Never wrongly false. */
  mayMatch(buyAt: number, sellAt: number): boolean {
    if (this.#isStale) this.#look();
    return (
      buyAt <= this.#buyLimitMax ||
      sellAt >= this.#sellLimitMin ||
      buyAt >= this.#buyStopMin ||
      sellAt <= this.#sellStopMax
    );
  }

  /**
   * Says that orders have changed or closed, after every change. What has closed is dropped, and
   * which prices wake the rest is looked at, when somebody asks next: many changes cost one look.
   */
  refresh(): void {
    this.#isStale = true;
  }

  #look(): void {
    this.#isStale = false;
    this.#orders = this.#orders.filter((order) => order.isOpen);
    this.#buyLimitMax = Number.NEGATIVE_INFINITY;
    this.#buyStopMin = Number.POSITIVE_INFINITY;
    this.#sellLimitMin = Number.POSITIVE_INFINITY;
    this.#sellStopMax = Number.NEGATIVE_INFINITY;
    this.#watcherCount = 0;
    this.#closerCount = 0;
    for (const order of this.#orders) this.#watch(order);
  }

  #watch(order: VenueOrder): void {
    // It waits for the close, at which the market asks for it: no price of the day is its business.
    if (order.auction === 'closing') {
      this.#closerCount += 1;
      return;
    }
    const { trigger, sign, trailing } = order;
    const atAny = sign * Number.POSITIVE_INFINITY;
    const isWatching = trigger !== null && order.firedBy !== null;
    if (isWatching) this.#watcherCount += 1;
    if (isWatching || order.isArriving) this.#wakeAtBetter(sign, atAny);
    else if (trigger === null) this.#wakeAtBetter(sign, order.limit ?? atAny);
    else if (trailing !== null) this.#watchTrailing(trailing, sign);
    else if (order.triggerWay === sign) this.#wakeAtWorse(sign, trigger);
    else this.#wakeAtBetter(sign, trigger);
  }

  /** A stop that trails acts where it stands, and moves with every price that is better than the best. */
  #watchTrailing({ stop, best, activation }: TrailingStop, sign: 1 | -1): void {
    if (!Number.isNaN(stop)) this.#wakeAtWorse(sign, stop);
    if (!Number.isNaN(best)) this.#wakeAtBetter(sign, best - sign);
    else if (Number.isNaN(activation)) this.#wakeAtBetter(sign, sign * Number.POSITIVE_INFINITY);
    else this.#wakeAtBetter(sign, activation);
  }

  /** An order acts at a price and at every one that is better for it: lower for a buyer. */
  #wakeAtBetter(sign: 1 | -1, price: number): void {
    if (sign > 0) this.#buyLimitMax = Math.max(this.#buyLimitMax, price);
    else this.#sellLimitMin = Math.min(this.#sellLimitMin, price);
  }

  /** An order acts at a price and at every one that is worse for it, as a stop does. */
  #wakeAtWorse(sign: 1 | -1, price: number): void {
    if (sign > 0) this.#buyStopMin = Math.min(this.#buyStopMin, price);
    else this.#sellStopMax = Math.max(this.#sellStopMax, price);
  }
}
