import { assertNever } from 'argosy/core';
import type { OrderChange, OrderEvent, PositionEvent } from 'argosy/domain';

import type { Strategy } from './strategy.ts';

/** Calls one callback of a strategy behind its guard, which wants to know the callback's name. */
export type Guarded = {
  call(callback: string, act: (strategy: Strategy) => void): void;
};

/** Calls the callback of an order event's own type, then the general one. */
export function callOrderEvent(seat: Guarded, event: OrderEvent): void {
  seat.call(orderCallbacks[event.change.type], (strategy) => callOwn(strategy, event));
  seat.call('onOrderEvent', (strategy) => strategy.onOrderEvent(event));
}

/** Calls the callbacks of a position event; a flip is a close and an opening. */
export function callPositionEvent(seat: Guarded, event: PositionEvent, before: number): void {
  const isFlip = before !== 0 && event.qty !== 0 && Math.sign(before) !== Math.sign(event.qty);
  const isClosed = before !== 0 && (event.qty === 0 || isFlip);
  const isOpened = event.qty !== 0 && (before === 0 || isFlip);
  if (isClosed) seat.call('onPositionClosed', (strategy) => strategy.onPositionClosed(event));
  if (isOpened) seat.call('onPositionOpened', (strategy) => strategy.onPositionOpened(event));
  if (!isClosed && !isOpened) {
    seat.call('onPositionChanged', (strategy) => strategy.onPositionChanged(event));
  }
  seat.call('onPositionEvent', (strategy) => strategy.onPositionEvent(event));
}

const orderCallbacks: Readonly<Record<OrderChange['type'], keyof Strategy>> = {
  initialized: 'onOrderInitialized',
  denied: 'onOrderDenied',
  emulated: 'onOrderEmulated',
  released: 'onOrderReleased',
  submitted: 'onOrderSubmitted',
  accepted: 'onOrderAccepted',
  rejected: 'onOrderRejected',
  canceled: 'onOrderCanceled',
  expired: 'onOrderExpired',
  triggered: 'onOrderTriggered',
  pendingUpdate: 'onOrderPendingUpdate',
  pendingCancel: 'onOrderPendingCancel',
  modifyRejected: 'onOrderModifyRejected',
  cancelRejected: 'onOrderCancelRejected',
  updated: 'onOrderUpdated',
  filled: 'onOrderFilled',
  busted: 'onOrderBusted',
  doubted: 'onOrderDoubted',
  resolved: 'onOrderResolved',
  divided: 'onOrderDivided',
  partFilled: 'onOrderPartFilled',
  partBusted: 'onOrderPartBusted',
};

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
    case 'divided':
      return strategy.onOrderDivided({ ...event, change });
    case 'partFilled':
      return strategy.onOrderPartFilled({ ...event, change });
    case 'partBusted':
      return strategy.onOrderPartBusted({ ...event, change });
    default:
      return assertNever(change);
  }
}
