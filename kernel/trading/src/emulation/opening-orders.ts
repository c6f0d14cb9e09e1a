import type { InstrumentId, OrderId } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isOpen } from 'argosy/orders';
import { emulationUnder, type RiskLimits } from 'argosy/risk';

const none: ReadonlySet<OrderId> = new Set();

/**
 * The orders for an opening that have waited here and now work at their venue as orders of the day: what is
 * left of them once the session has a price has to end. Made of the open orders alone.
 */
export class OpeningOrders {
  readonly #limits: RiskLimits;
  readonly #orders = new Map<InstrumentId, Set<OrderId>>();

  constructor(limits: RiskLimits) {
    this.#limits = limits;
  }

  /** Those in an instrument, in no order. */
  of(instrument: InstrumentId): ReadonlySet<OrderId> {
    return this.#orders.get(instrument) ?? none;
  }

  /** Whether there is any; asked with every price. */
  get isEmpty(): boolean {
    return this.#orders.size === 0;
  }

  /** Takes in what an order is now. */
  note(order: Order): void {
    const { id, tif, instrument } = order.request;
    if (tif !== 'AT_OPEN') return;
    if (this.#isOurs(order)) {
      const known = this.#orders.get(instrument);
      if (known === undefined) this.#orders.set(instrument, new Set([id]));
      else known.add(id);
      return;
    }
    const known = this.#orders.get(instrument);
    known?.delete(id);
    if (known?.size === 0) this.#orders.delete(instrument);
  }

  /** Forgets every order. */
  clear(): void {
    this.#orders.clear();
  }

  #isOurs(order: Order): boolean {
    const { request, state } = order;
    const hasLeft = state !== 'INITIALIZED' && state !== 'EMULATED' && state !== 'RELEASED';
    if (!hasLeft || !isOpen(order)) return false;
    const plan = emulationUnder(this.#limits, request, request.terms);
    return typeof plan === 'object' && plan.way === 'later';
  }
}
