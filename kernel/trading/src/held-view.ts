import { positionKeyText, type Order, type OrderRequest } from 'argosy/domain';
import type { HeldQuantities } from 'argosy/risk';

import { positionKeyOf } from './position-store.ts';
import type { TradingFold } from './trading-fold.ts';

/** What is held and what works of one order's instrument, looked up when a check asks for it. */
export class HeldView implements HeldQuantities {
  readonly #fold: TradingFold;
  readonly #request: OrderRequest;
  #keyText: string | null = null;

  constructor(fold: TradingFold, request: OrderRequest) {
    this.#fold = fold;
    this.#request = request;
  }

  get positionQty(): number {
    return this.#fold.positions.find(this.#key)?.qty ?? 0;
  }

  get accountQty(): number {
    const { account, instrument } = this.#request;
    return this.#fold.positions.accountQty(account, instrument);
  }

  get workingPositionQty(): number {
    return this.#sumWorking(({ request }) => positionKeyText(positionKeyOf(request)) === this.#key);
  }

  get workingAccountQty(): number {
    return this.#sumWorking(() => true);
  }

  get reservedQty(): number {
    const own = this.#fold.book.holdOf(this.#request.id)?.qty ?? 0;
    return this.#fold.book.heldQty(this.#key) - own;
  }

  get #key(): string {
    this.#keyText ??= positionKeyText(positionKeyOf(this.#request));
    return this.#keyText;
  }

  #sumWorking(isCounted: (order: Order) => boolean): number {
    const { id, account, instrument, side } = this.#request;
    let qty = 0;
    for (const order of this.#fold.orders.open()) {
      const { request } = order;
      if (request.id === id || request.side !== side) continue;
      if (request.account !== account || request.instrument !== instrument) continue;
      if (isCounted(order)) qty += this.#fold.orders.coveredQty(order) - order.filled;
    }
    return qty;
  }
}
