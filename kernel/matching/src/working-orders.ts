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
    for (const order of this.#orders) this.#watch(order);
  }

  #watch(order: VenueOrder): void {
    // It waits for the close, at which the market asks for it: no price of the day is its business.
    if (order.auction === 'closing') return;
    const price = wakingPrice(order);
    const isStop = order.trigger !== null;
    if (order.sign > 0) {
      if (isStop) this.#buyStopMin = Math.min(this.#buyStopMin, price);
      else this.#buyLimitMax = Math.max(this.#buyLimitMax, price);
    } else if (isStop) {
      this.#sellStopMax = Math.max(this.#sellStopMax, price);
    } else {
      this.#sellLimitMin = Math.min(this.#sellLimitMin, price);
    }
  }
}

/** The price at which an order acts; one that has yet to meet any price acts at all of them. */
function wakingPrice(order: VenueOrder): number {
  const { trigger } = order;
  const price = trigger ?? order.limit;
  if (order.isArriving || price === null) {
    return (trigger === null ? order.sign : -order.sign) * Number.POSITIVE_INFINITY;
  }
  return price;
}
