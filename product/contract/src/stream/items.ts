import type { Trade } from '../account/trade.ts';

/**
 * An item of `fills`: an order has filled, or a fill was taken back, which then has `bustedAt`. Items of `orders` are
 * orders as the API tells them.
 */
export type FillItem = { readonly type: 'filled' | 'busted'; readonly trade: Trade };

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
