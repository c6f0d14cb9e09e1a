import type { ErrorEntry } from 'argosy/core';

/** The codes of this room. */
export type OrdersErrorCode = 'ORDER_TRANSITION_REFUSED' | 'ORDER_TRADE_UNKNOWN' | 'BAD_LIST';

/** Every code of this room, with what it means. Docs are generated from it. */
export const ordersErrors: Readonly<Record<OrdersErrorCode, ErrorEntry>> = {
  ORDER_TRANSITION_REFUSED: conflict('the change does not fit the state of the order'),
  ORDER_TRADE_UNKNOWN: conflict('the order holds no fill of the trade that is taken back'),
  BAD_LIST: { message: 'the orders do not make a list', httpStatus: 422, isRetryable: false },
};

function conflict(message: string): ErrorEntry {
  return { message, httpStatus: 409, isRetryable: false };
}
