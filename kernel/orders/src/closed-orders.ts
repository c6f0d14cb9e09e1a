import {
  BinaryReader,
  BinaryWriter,
  ByteShelf,
  type AccountId,
  type BrokerOrderId,
  type OrderId,
} from 'argosy/core';
import { orderCodec, type Order } from 'argosy/domain';

import { BrokerIdIndex } from './broker-id-index.ts';

/** How many orders are kept as they came, twice over: what has just closed is asked for again soon. */
const RECENT_MAX = 32;

/** Closed orders as they are kept: how many, and each as `orderCodec` writes it behind its length. */
export type PackedOrders = { readonly count: number; readonly bytes: Uint8Array };

/**
 * Closed orders, in the order they were first put here. They are asked for seldom and there are
 * thousands of them, so that they are kept as bytes and made again when somebody asks: as objects they
 * would be most of what a collector has to copy.
 */
export class ClosedOrders {
  readonly #places = new Map<OrderId, number>();
  readonly #shelf = new ByteShelf();
  readonly #writer = new BinaryWriter();
  /** Made when somebody asks by a broker's id for the first time: most never do. */
  #brokerIds: BrokerIdIndex | null = null;
  #recent = new Map<OrderId, Order>();
  /** Those that were the recent ones before; a new map costs less than taking out the oldest each time. */
  #lessRecent = new Map<OrderId, Order>();

  /** How many there are. */
  get size(): number {
    return this.#places.size;
  }

  /** Whether an order is here. */
  has(id: OrderId): boolean {
    return this.#places.has(id);
  }

  /** An order, or undefined where it is not here. */
  get(id: OrderId): Order | undefined {
    const place = this.#places.get(id);
    if (place === undefined) return undefined;
    const known = this.#recent.get(id) ?? this.#lessRecent.get(id);
    if (known !== undefined) return known;
    const order = this.#read(place);
    this.#note(order);
    return order;
  }

  /** The order that has this id at the broker. */
  find(account: AccountId, brokerId: BrokerOrderId): OrderId | undefined {
    if (this.#brokerIds === null) {
      this.#brokerIds = new BrokerIdIndex();
      for (const order of this.values()) this.#brokerIds.note(order);
    }
    return this.#brokerIds.find(account, brokerId);
  }

  /** Puts an order here, or in the place of what it was. */
  set(order: Order): void {
    const { id } = order.request;
    const before = this.#places.get(id);
    if (before !== undefined) this.#shelf.drop(before);
    this.#writer.reset();
    orderCodec.encode(this.#writer, order);
    this.#places.set(id, this.#shelf.put(this.#writer.view()));
    this.#brokerIds?.note(order);
    this.#note(order);
  }

  /** Takes an order out; says whether it was here. */
  delete(id: OrderId): boolean {
    const place = this.#places.get(id);
    if (place === undefined) return false;
    this.#places.delete(id);
    this.#brokerIds?.drop(id);
    this.#shelf.drop(place);
    return true;
  }

  /** Takes all out. */
  clear(): void {
    this.#places.clear();
    this.#shelf.clear();
    this.#brokerIds = null;
    this.#recent = new Map();
    this.#lessRecent = new Map();
  }

  /** All of them, in the order they were first put here. */
  *values(): IterableIterator<Order> {
    for (const place of this.#places.values()) yield this.#read(place);
  }

  /** All of them as bytes, by id or in the order they were first put here: as orders they would take a hundred times as long. */
  pack(order: 'byId' | 'asPut'): PackedOrders {
    const places = order === 'asPut' ? this.#places.values() : this.#placesById();
    const writer = new BinaryWriter();
    for (const place of places) writer.bytes(this.#shelf.view(place));
    return { count: this.#places.size, bytes: writer.take() };
  }

  /** Takes the place of all that was here. */
  unpack({ count, bytes }: PackedOrders): void {
    this.clear();
    const reader = new BinaryReader(bytes);
    for (let left = count; left > 0; left -= 1) {
      const order = reader.bytes();
      const { request } = orderCodec.decode(new BinaryReader(order));
      this.#places.set(request.id, this.#shelf.put(order));
    }
    reader.finish();
  }

  #placesById(): readonly number[] {
    const sorted = [...this.#places.keys()].sort();
    return sorted.flatMap((id) => this.#places.get(id) ?? []);
  }

  #read(place: number): Order {
    return orderCodec.decode(new BinaryReader(this.#shelf.view(place)));
  }

  #note(order: Order): void {
    if (this.#recent.size >= RECENT_MAX) {
      this.#lessRecent = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(order.request.id, order);
  }
}
