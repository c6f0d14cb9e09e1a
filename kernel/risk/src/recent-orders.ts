import { Ring, type Timestamp } from 'argosy/core';
import { hasSameInstructions, hasSameTerms, type OrderRequest } from 'argosy/domain';

/** An order sent, and when. */
export type SentOrder = { readonly request: OrderRequest; readonly at: Timestamp };

/** Remembers the last orders sent, to find one sent twice; the oldest leave first. */
export class RecentOrders {
  readonly #ordersMax: number;
  #sent: Ring<SentOrder>;

  /** `ordersMax` is how many are remembered. */
  constructor(ordersMax: number) {
    this.#ordersMax = ordersMax;
    this.#sent = new Ring<SentOrder>(ordersMax);
  }

  /** Notes an order as sent. */
  note(request: OrderRequest, at: Timestamp): void {
    this.#sent.push({ request, at });
  }

  /** When an order of the same content was last sent, not before `since`; null where none was. */
  sameSentAt(request: OrderRequest, since: number): Timestamp | null {
    for (let ago = 0; ago < this.#sent.size; ago += 1) {
      const sent = this.#sent.at(ago);
      if (sent === undefined || sent.at < since) return null;
      if (hasSameContent(sent.request, request)) return sent.at;
    }
    return null;
  }

  /**
   * Twice the median quantity of the account's remembered orders in an order's instrument; null
   * where there are fewer than `least`.
   */
  medianQty2({ account, instrument, id }: OrderRequest, least: number): number | null {
    const quantities: number[] = [];
    for (const { request } of this.#sent) {
      const isLike = request.account === account && request.instrument === instrument;
      if (isLike && request.id !== id) quantities.push(request.qty);
    }
    if (quantities.length < Math.max(1, least)) return null;
    quantities.sort((a, b) => a - b);
    const upper = quantities[Math.floor(quantities.length / 2)] ?? 0;
    const lower = quantities[Math.ceil(quantities.length / 2) - 1] ?? 0;
    return lower + upper;
  }

  /** The state as plain data, oldest first. */
  exportState(): readonly SentOrder[] {
    return [...this.#sent];
  }

  /** Takes the place of what was noted so far. */
  importState(state: readonly SentOrder[]): void {
    this.#sent = new Ring<SentOrder>(this.#ordersMax);
    for (const sent of state) this.#sent.push(sent);
  }
}

/** Same in everything but the id, the sender's tag and the algorithm's id. */
function hasSameContent(one: OrderRequest, other: OrderRequest): boolean {
  return (
    one.instrument === other.instrument &&
    one.side === other.side &&
    one.qty === other.qty &&
    hasSameOwner(one, other) &&
    one.product === other.product &&
    one.tif === other.tif &&
    hasSameTerms(one.terms, other.terms) &&
    hasSameInstructions(one, other)
  );
}

function hasSameOwner(one: OrderRequest, other: OrderRequest): boolean {
  return (
    one.account === other.account && one.book === other.book && one.position === other.position
  );
}
