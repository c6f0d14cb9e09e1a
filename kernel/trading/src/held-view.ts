import { positionKeyText, type Order, type OrderRequest } from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';
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

  get isPositionKnown(): boolean {
    return this.#fold.positions.find(this.#key) !== undefined;
  }

  get workingPositionQty(): number {
    return this.#sumWorking(({ request }) => positionKeyText(positionKeyOf(request)) === this.#key);
  }

  get workingAccountQty(): number {
    return this.#sumWorking(() => true);
  }

  get reservedQty(): number {
    const holder = { order: this.#request.id, group: siblingGroupOf(this.#request) };
    return this.#fold.book.heldQtyBeside(holder, this.#key);
  }

  get #key(): string {
    this.#keyText ??= positionKeyText(positionKeyOf(this.#request));
    return this.#keyText;
  }

  #sumWorking(isCounted: (order: Order) => boolean): number {
    const { instrument, side, account } = this.#request;
    let qty = 0;
    for (const order of this.#fold.orders.open()) {
      const { request } = order;
      if (request.side !== side || request.instrument !== instrument) continue;
      if (request.account !== account || !this.#isApart(order)) continue;
      if (isCounted(order)) qty += this.#fold.orders.coveredQty(order) - order.filled;
    }
    return qty;
  }

  /** Neither this order nor a sibling that trades in its place, nor one that waits for a parent. */
  #isApart({ request, state }: Order): boolean {
    const group = siblingGroupOf(this.#request);
    const isSibling = group !== null && siblingGroupOf(request) === group;
    return request.id !== this.#request.id && !isSibling && state !== 'INITIALIZED';
  }
}
