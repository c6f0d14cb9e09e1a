import type { Product, Side } from 'argosy/domain';

import type { Fill } from '../order/order.ts';

/** An item of `fills`: an order has filled, or a fill was taken back. Items of `orders` are orders as the API tells them. */
export type FillItem = {
  readonly type: 'filled' | 'busted';
  readonly order: string;
  readonly account: string;
  readonly book: string;
  readonly strategy: string | null;
  readonly instrument: string;
  readonly product: Product;
  readonly side: Side;
  /** The trade that filled it, or that was taken back. */
  readonly trade: string;
  /** Null where it was taken back. */
  readonly fill: Fill | null;
};

/** An item of `alerts`: what somebody should see at once. */
export type AlertItem = {
  /** The input that caused it, and its place among what came of that: together its id. */
  readonly number: number;
  readonly index: number;
  readonly at: string;
  /** Null where it is of no account. */
  readonly account: string | null;
  readonly level: 'info' | 'warn' | 'error';
  /** `state.HALTED`, `margin.called`, `standing.frozen`, `anomaly.lateFill`. */
  readonly code: string;
  readonly text: string;
  readonly order: string | null;
};
