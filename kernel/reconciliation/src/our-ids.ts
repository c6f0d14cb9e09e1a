import type { AccountId, BrokerOrderId, OrderId } from 'argosy/core';

import type { BrokerOrder } from './broker-view.ts';
import type { TradingFacts } from './trading-facts.ts';

/** An order of the broker's, as far as it has names. */
type Named = Pick<BrokerOrder, 'brokerId' | 'order'>;

/**
 * Which order of ours a broker's is. The closed ones are thousands and kept packed: they are asked for
 * only by name, and never looked through.
 */
export class OurIds {
  readonly #account: AccountId;
  readonly #known = new Map<BrokerOrderId, OrderId>();
  readonly #brokerIds = new Map<OrderId, BrokerOrderId>();

  constructor(account: AccountId, facts: Pick<TradingFacts, 'openOrders'>) {
    this.#account = account;
    for (const { request, brokerId } of facts.openOrders()) {
      if (brokerId !== null && request.account === account) this.set(brokerId, request.id);
    }
  }

  /** The order of ours, if it is open or was found out in this round. */
  known(brokerId: BrokerOrderId): OrderId | undefined {
    return this.#known.get(brokerId);
  }

  /** The order of ours, be it closed; the one it names is looked at before all others are. */
  find(facts: TradingFacts, { brokerId, order }: Named): OrderId | undefined {
    const known = this.known(brokerId);
    if (order === null) return known ?? facts.closedOrderAt(this.#account, brokerId);
    const named = facts.order(order);
    if (named?.brokerId === brokerId && named.request.account === this.#account) return order;
    if (known !== undefined) return known;
    // One that closed before it had an id there, or is kept no more: nothing else that is kept is it.
    if (named === undefined ? facts.hasSeen(order) : named.brokerId === null) return undefined;
    return facts.closedOrderAt(this.#account, brokerId);
  }

  /** The broker's order that was found to be this one of ours. */
  brokerIdOf(order: OrderId): BrokerOrderId | undefined {
    return this.#brokerIds.get(order);
  }

  /** Notes what was found out. */
  set(brokerId: BrokerOrderId, order: OrderId): void {
    this.#known.set(brokerId, order);
    this.#brokerIds.set(order, brokerId);
  }
}
