import {
  toCurrency,
  toMinor,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type Money,
} from 'argosy/core';
import {
  toInputNumber,
  type Fill,
  type Order,
  type OrderChange,
  type OrderEvent,
  type OrderRequest,
  type Touch,
} from 'argosy/domain';
import { createOrder, evolveOrder } from 'argosy/orders';

import { anOrderRequest } from './order-request.ts';

/** A market of 99.95 to 100.05 unless told. */
export function aTouch(changes: Partial<Touch> = {}): Touch {
  return {
    bid: toPrice(9_995),
    ask: toPrice(10_005),
    mid2: 20_000,
    at: toTimestamp(0),
    ...changes,
  };
}

/** Rupees, in paise. */
export function rupees(paise: bigint): Money {
  return { amount: toMinor(paise), currency: toCurrency('INR') };
}

/** What a test says of a fill, in plain values. */
export type FillChanges = Partial<Omit<Fill, 'trade' | 'qty' | 'price'>> & {
  readonly trade?: string;
  readonly qty?: number;
  readonly price?: number;
};

/** A fill of 1 at 100.00 without a fee, unless told. */
export function aFill({ trade, qty, price, ...changes }: FillChanges = {}): Fill {
  return {
    trade: toTradeId(trade ?? 'T-1'),
    qty: toQuantity(qty ?? 1),
    price: toPrice(price ?? 10_000),
    fee: rupees(0n),
    liquidity: 'taker',
    touch: aTouch(),
    flags: [],
    at: toTimestamp(0),
    ...changes,
  };
}

/** An event of the order that `anOrderRequest` makes, unless another is told. */
export function anOrderEvent(
  change: OrderChange,
  changes: Partial<Omit<OrderEvent, 'change'>> = {},
): OrderEvent {
  return {
    kind: 'order',
    number: toInputNumber(1),
    index: 0,
    at: toTimestamp(0),
    receivedAt: toTimestamp(0),
    order: anOrderRequest().id,
    change,
    ...changes,
  };
}

/** An order for `anOrderRequest`, with the changes folded into it. */
export function anOrder(
  request: Partial<OrderRequest> = {},
  changes: readonly OrderChange[] = [],
): Order {
  const asked = anOrderRequest(request);
  const own = { order: asked.id };
  const initialized: OrderChange = { type: 'initialized', request: asked, touch: aTouch() };
  return changes.reduce(
    (order, change) => evolveOrder(order, anOrderEvent(change, own)),
    createOrder(anOrderEvent(initialized, own)),
  );
}
