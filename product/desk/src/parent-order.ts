import { assertNever, toTimestamp } from 'argosy/core';
import type { Order, OrderState } from 'argosy/domain';
import type { Execution } from 'argosy/orders';

/**
 * A parent that was asked for as one order, such as an iceberg of which a venue without icebergs is sent part by part,
 * as the order that its owner knows. Its fills are those of its children, which are orders of their own.
 */
export function toOrder(execution: Execution): Order {
  const { request, touch, startAt, qty, terms, filled, filledValue, reason } = execution;
  const state = stateOf(execution);
  return {
    request,
    state,
    pending: execution.state === 'ending' ? 'cancel' : null,
    settled: state,
    inDoubt: [],
    qty,
    terms,
    brokerId: null,
    filled,
    filledValue,
    fills: [],
    touches: { decision: touch, send: null },
    initializedAt: startAt,
    updatedAt: toTimestamp(Math.max(startAt, execution.pauseUntil)),
    closedAt: null,
    reason,
  };
}

function stateOf({ state, outcome, filled }: Execution): OrderState {
  if (state === 'ending') return 'PENDING_CANCEL';
  if (state === 'working') return filled > 0 ? 'PARTIALLY_FILLED' : 'ACCEPTED';
  if (outcome === null) return 'CANCELED';
  switch (outcome) {
    case 'filled':
      return 'FILLED';
    case 'canceled':
      return 'CANCELED';
    case 'expired':
      return 'EXPIRED';
    case 'denied':
      return 'DENIED';
    case 'failed':
      return 'REJECTED';
    default:
      return assertNever(outcome);
  }
}
