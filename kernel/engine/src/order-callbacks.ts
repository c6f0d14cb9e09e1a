import { assertNever } from 'argosy/core';
import type { OrderEvent, PositionEvent } from 'argosy/domain';

import type { Strategy } from './strategy.ts';

/** Calls the callback of an order event's own type, then the general one. */
export function callOrderEvent(strategy: Strategy, event: OrderEvent): void {
  callOwn(strategy, event);
  strategy.onOrderEvent(event);
}

/** Calls the callbacks of a position event; a flip is a close and an opening. */
export function callPositionEvent(strategy: Strategy, event: PositionEvent, before: number): void {
  const isFlip = before !== 0 && event.qty !== 0 && Math.sign(before) !== Math.sign(event.qty);
  const isClosed = before !== 0 && (event.qty === 0 || isFlip);
  const isOpened = event.qty !== 0 && (before === 0 || isFlip);
  if (isClosed) strategy.onPositionClosed(event);
  if (isOpened) strategy.onPositionOpened(event);
  if (!isClosed && !isOpened) strategy.onPositionChanged(event);
  strategy.onPositionEvent(event);
}

function callOwn(strategy: Strategy, event: OrderEvent): void {
  const { change } = event;
  switch (change.type) {
    case 'initialized':
      return strategy.onOrderInitialized({ ...event, change });
    case 'denied':
      return strategy.onOrderDenied({ ...event, change });
    case 'emulated':
      return strategy.onOrderEmulated({ ...event, change });
    case 'released':
      return strategy.onOrderReleased({ ...event, change });
    case 'submitted':
      return strategy.onOrderSubmitted({ ...event, change });
    case 'accepted':
      return strategy.onOrderAccepted({ ...event, change });
    case 'rejected':
      return strategy.onOrderRejected({ ...event, change });
    case 'canceled':
      return strategy.onOrderCanceled({ ...event, change });
    case 'expired':
      return strategy.onOrderExpired({ ...event, change });
    case 'triggered':
      return strategy.onOrderTriggered({ ...event, change });
    case 'pendingUpdate':
      return strategy.onOrderPendingUpdate({ ...event, change });
    case 'pendingCancel':
      return strategy.onOrderPendingCancel({ ...event, change });
    case 'modifyRejected':
      return strategy.onOrderModifyRejected({ ...event, change });
    case 'cancelRejected':
      return strategy.onOrderCancelRejected({ ...event, change });
    case 'updated':
      return strategy.onOrderUpdated({ ...event, change });
    case 'filled':
      return strategy.onOrderFilled({ ...event, change });
    case 'busted':
      return strategy.onOrderBusted({ ...event, change });
    case 'doubted':
      return strategy.onOrderDoubted({ ...event, change });
    case 'resolved':
      return strategy.onOrderResolved({ ...event, change });
    default:
      return assertNever(change);
  }
}
