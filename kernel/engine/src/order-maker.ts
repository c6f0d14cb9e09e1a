import { toPositionId, type OrderIdFactory, type Price } from 'argosy/core';
import { instructOrder, type OrderRequest, type OrderTerms } from 'argosy/domain';

import type { OrderFactory, OrderParticulars, TrailingParticulars } from './order-desk.ts';
import type { Outgoing } from './outgoing.ts';
import type { SeatSetup } from './seat-setup.ts';

/** What a desk sends with. */
export type Sending = { readonly outgoing: Outgoing; readonly ids: OrderIdFactory };

/** Makes the orders of one strategy, each with an id of its own. */
export class OrderMaker implements OrderFactory {
  readonly #setup: SeatSetup;
  readonly #outgoing: Outgoing;
  readonly #ids: OrderIdFactory;

  constructor(setup: SeatSetup, { outgoing, ids }: Sending) {
    this.#setup = setup;
    this.#outgoing = outgoing;
    this.#ids = ids;
  }

  market(of: OrderParticulars): OrderRequest {
    return this.make(of, { type: 'market' });
  }

  limit(of: OrderParticulars & { readonly limit: Price }): OrderRequest {
    return this.make(of, { type: 'limit', limit: of.limit });
  }

  stopMarket(of: OrderParticulars & { readonly trigger: Price }): OrderRequest {
    return this.make(of, { type: 'stopMarket', trigger: of.trigger });
  }

  stopLimit(
    of: OrderParticulars & { readonly trigger: Price; readonly limit: Price },
  ): OrderRequest {
    return this.make(of, { type: 'stopLimit', trigger: of.trigger, limit: of.limit });
  }

  marketToLimit(of: OrderParticulars): OrderRequest {
    return this.make(of, { type: 'marketToLimit', limit: null });
  }

  marketIfTouched(of: OrderParticulars & { readonly trigger: Price }): OrderRequest {
    return this.make(of, { type: 'marketIfTouched', trigger: of.trigger });
  }

  limitIfTouched(
    of: OrderParticulars & { readonly trigger: Price; readonly limit: Price },
  ): OrderRequest {
    return this.make(of, { type: 'limitIfTouched', trigger: of.trigger, limit: of.limit });
  }

  trailingStopMarket(of: TrailingParticulars): OrderRequest {
    const { trail, activation = null, trigger = null } = of;
    return this.make(of, { type: 'trailingStopMarket', trail, activation, trigger });
  }

  trailingStopLimit(of: TrailingParticulars & { readonly limitOffset: Price }): OrderRequest {
    const { trail, activation = null, trigger = null, limitOffset } = of;
    return this.make(of, { type: 'trailingStopLimit', trail, activation, trigger, limitOffset });
  }

  /** An order of this strategy; what its particulars leave out takes the strategy's defaults. */
  protected make(of: OrderParticulars, terms: OrderTerms): OrderRequest {
    const { account, book, id, product, mode } = this.#setup;
    const order = this.#ids.next();
    this.#outgoing.made(order);
    const position = of.position ?? (mode === 'hedging' ? toPositionId(order) : null);
    const plain: OrderRequest = {
      id: order,
      account,
      book,
      strategy: id,
      instrument: of.instrument,
      product: of.product ?? product,
      position,
      side: of.side,
      qty: of.qty,
      terms,
      tif: of.tif ?? 'DAY',
      reduceOnly: of.reduceOnly ?? false,
      link: null,
      algo: of.algo ?? null,
      tag: of.tag ?? null,
    };
    return instructOrder(plain, of);
  }
}
