import type {
  BrokerOrderId,
  InstrumentId,
  Money,
  OrderId,
  Quantity,
  Result,
  Timestamp,
} from 'argosy/core';
import type { Fill, OrderTerms, Product, Side, TimeInForce } from 'argosy/domain';

/** What a broker may say of an order's state. */
export type BrokerOrderState =
  | 'working'
  | 'triggered'
  | 'filled'
  | 'canceled'
  | 'expired'
  | 'rejected';

/** An order as a broker lists it. */
export type BrokerOrder = {
  readonly brokerId: BrokerOrderId;
  /** Our id, where the broker gives it back. */
  readonly order: OrderId | null;
  readonly instrument: InstrumentId;
  readonly product: Product;
  readonly side: Side;
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly tif: TimeInForce;
  readonly state: BrokerOrderState;
  readonly filled: Quantity;
  /** Σ price × quantity of what has filled, in scaled units; null where no average is given. */
  readonly filledValue: bigint | null;
  /** Why it was canceled or rejected. */
  readonly reason: string | null;
  readonly placedAt: Timestamp;
};

/** Whether the broker works an order. */
export function isAtWork({ state }: BrokerOrder): boolean {
  return state === 'working' || state === 'triggered';
}

/** A fill as a broker lists it. */
export type BrokerFill = {
  readonly brokerId: BrokerOrderId;
  readonly order: OrderId | null;
  readonly fill: Omit<Fill, 'flags'>;
};

/** What a broker holds for the account of an instrument; what it does not list is flat. */
export type BrokerPosition = {
  readonly instrument: InstrumentId;
  readonly product: Product;
  /** Long above zero, short below. */
  readonly qty: number;
  /** Average price × signed quantity, in scaled units; null where no average is given. */
  readonly value: bigint | null;
};

/** A place in what a broker has told; later ones are larger. */
export type BrokerMark = number;

/**
 * What the reconciler wants to know of a broker: all orders and fills of the day, or, behind a mark that it gave with an
 * answer, at least the orders at work, those of which anything has changed since, and every fill of both. A mark that it
 * does not know, or any where it gives none, is answered with all.
 */
export type BrokerQuery =
  | { readonly type: 'orders' | 'fills'; readonly after?: BrokerMark }
  | { readonly type: 'positions' | 'funds' }
  | { readonly type: 'order'; readonly order: OrderId; readonly brokerId: BrokerOrderId | null };

/** One order with its fills; null is proved: the broker has no such order. */
export type FoundOrder = {
  readonly order: BrokerOrder;
  readonly fills: readonly BrokerFill[];
} | null;

/** What came back. A refusal means that the query failed: nothing is known then, least of all "none". */
export type BrokerAnswer =
  | {
      readonly type: 'orders';
      readonly result: Result<readonly BrokerOrder[]>;
      readonly mark?: BrokerMark;
    }
  | {
      readonly type: 'fills';
      readonly result: Result<readonly BrokerFill[]>;
      readonly mark?: BrokerMark;
    }
  | { readonly type: 'positions'; readonly result: Result<readonly BrokerPosition[]> }
  | { readonly type: 'funds'; readonly result: Result<readonly Money[]> }
  | { readonly type: 'order'; readonly order: OrderId; readonly result: Result<FoundOrder> };
