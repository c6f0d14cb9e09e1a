import { positionKeyText, type OrderRequest } from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';
import type { HeldQuantities } from 'argosy/risk';

import { positionKeyOf } from './position-key.ts';
import type { TradingFold } from '../trading-fold.ts';

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
    return this.#fold.working.workingQty(this.#request, this.#key);
  }

  get workingAccountQty(): number {
    return this.#fold.working.workingQty(this.#request, null);
  }

  get reservedQty(): number {
    const holder = { order: this.#request.id, group: siblingGroupOf(this.#request) };
    return this.#fold.book.heldQtyBeside(holder, this.#key);
  }

  get #key(): string {
    this.#keyText ??= positionKeyText(positionKeyOf(this.#request));
    return this.#keyText;
  }
}
