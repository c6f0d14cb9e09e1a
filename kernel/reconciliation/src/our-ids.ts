import type { AccountId, BrokerOrderId, OrderId } from 'argosy/core';
import type { Order } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';

/** What it looks at of the trading machine. */
type OrderFacts = Pick<TradingMachine, 'openOrders' | 'closedOrders'>;

/**
 * Which order of ours a broker's is. The closed ones are thousands and kept packed: they are looked
 * through only where neither the open ones nor what this round has found out knows an id.
 */
export class OurIds {
  readonly #account: AccountId;
  readonly #facts: OrderFacts;
  readonly #known = new Map<BrokerOrderId, OrderId>();
  readonly #brokerIds = new Map<OrderId, BrokerOrderId>();
  #closed: ReadonlyMap<BrokerOrderId, OrderId> | null = null;

  constructor(account: AccountId, facts: OrderFacts) {
    this.#account = account;
    this.#facts = facts;
    for (const [brokerId, id] of this.#idsOf(facts.openOrders())) this.set(brokerId, id);
  }

  /** The order of ours; undefined where it is none that is known. */
  get(brokerId: BrokerOrderId): OrderId | undefined {
    return this.#known.get(brokerId) ?? this.#amongClosed().get(brokerId);
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

  #amongClosed(): ReadonlyMap<BrokerOrderId, OrderId> {
    this.#closed ??= new Map(this.#idsOf(this.#facts.closedOrders()));
    return this.#closed;
  }

  *#idsOf(orders: readonly Order[]): Generator<[BrokerOrderId, OrderId]> {
    for (const { request, brokerId } of orders) {
      if (brokerId !== null && request.account === this.#account) yield [brokerId, request.id];
    }
  }
}
