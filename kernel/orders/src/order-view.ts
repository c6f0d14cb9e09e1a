import { brand, type Quantity } from 'argosy/core';
import type { Order, OrderState, Touch } from 'argosy/domain';

const closedStates: Readonly<Record<OrderState, boolean>> = {
  INITIALIZED: false,
  DENIED: true,
  EMULATED: false,
  RELEASED: false,
  IN_PARTS: false,
  SUBMITTED: false,
  ACCEPTED: false,
  REJECTED: true,
  CANCELED: true,
  EXPIRED: true,
  TRIGGERED: false,
  PENDING_UPDATE: false,
  PENDING_CANCEL: false,
  PARTIALLY_FILLED: false,
  FILLED: true,
};

/** Whether a state is one of the five in which an order no longer works. */
export function isClosedState(state: OrderState): boolean {
  return closedStates[state];
}

/** Whether the order no longer works: denied, rejected, canceled, expired or filled. */
export function isClosed(order: Order): boolean {
  return closedStates[order.state];
}

/** Whether the order may still trade: every state that is not closed, those before the broker too. */
export function isOpen(order: Order): boolean {
  return !closedStates[order.state];
}

/** Whether an answer of the broker is awaited: to the order itself, an amendment or a cancel. */
export function isInFlight(order: Order): boolean {
  return order.state === 'SUBMITTED' || order.pending !== null;
}

/** What is left to fill; zero when more was filled than asked. A closed order still shows it. */
export function leavesQty(order: Order): Quantity {
  return brand<Quantity>(Math.max(0, order.qty - order.filled));
}

/** The average price of the fills in scaled price units, fractions included; null without fills. */
export function averagePrice(order: Order): number | null {
  return order.filled === 0 ? null : divideToNumber(order.filledValue, order.filled);
}

/**
 * How much worse than the middle of a market the order filled, in scaled price units per unit of
 * quantity: above zero is a cost, for a buy as for a sell. Null without fills or without a middle.
 *
 * @example
 * slippageAgainst(order, order.touches.decision); // 1.5: one and a half units paid over the mid
 */
export function slippageAgainst(order: Order, touch: Touch): number | null {
  if (order.filled === 0 || touch.mid2 === null) return null;
  const excess2 = 2n * order.filledValue - BigInt(touch.mid2) * BigInt(order.filled);
  return divideToNumber(order.request.side === 'buy' ? excess2 : -excess2, 2 * order.filled);
}

/** The whole part is divided exactly, so that large values lose nothing before the point. */
function divideToNumber(value: bigint, by: number): number {
  const divisor = BigInt(by);
  return Number(value / divisor) + Number(value % divisor) / by;
}
