import {
  OrderIdFactory,
  parseOrderId,
  unwrap,
  type OrderId,
  type OriginCode,
  type SessionCode,
} from 'argosy/core';

/** Under which name a desk makes ids, and the last counter of it that was ever used. */
export type DeskIdsOptions = {
  readonly session: SessionCode;
  readonly origin: OriginCode;
  readonly lastCounter: number;
};

/** The ids of a desk's orders: each is given once. */
export class DeskIds {
  readonly #of: Omit<DeskIdsOptions, 'lastCounter'>;
  readonly #factory: OrderIdFactory;

  constructor({ session, origin, lastCounter }: DeskIdsOptions) {
    this.#of = { session, origin };
    this.#factory = new OrderIdFactory({ session, origin, lastCounter });
  }

  /** The next one. */
  next(): OrderId {
    return this.#factory.next();
  }

  /** The one that would be next. */
  peek(): OrderId {
    const { lastCounter } = this.#factory;
    return new OrderIdFactory({ ...this.#of, lastCounter }).next();
  }

  /** So many that were given behind each other, from the first of them. */
  from(first: OrderId, count: number): readonly OrderId[] {
    const { session, origin, counter } = unwrap(parseOrderId(first));
    const again = new OrderIdFactory({ session, origin, lastCounter: counter - 1 });
    return Array.from({ length: count }, () => again.next());
  }
}
