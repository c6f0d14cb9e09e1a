import { assert } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { canTransition } from 'argosy/orders';

import { windDown } from '../executions/wind-down.ts';
import { releaseHold } from './place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * An order that never left is closed here and now, one that is out in parts once they are; any other is the
 * broker's to cancel.
 */
export function cancelOpen(parts: TradingParts, order: Order, reason: string | null = null): void {
  const { emitter } = parts;
  const { id, account } = order.request;
  if (isLocal(order)) {
    emitter.emitOrder(id, { type: 'canceled', reason });
    releaseHold(parts, order);
    return;
  }
  const change = { type: 'pendingCancel' } as const;
  assert(canTransition(order, change).ok, `order ${id} in ${order.state} cannot be cancelled`);
  emitter.emitOrder(id, change);
  if (order.state === 'IN_PARTS') {
    // Its part at work is canceled as the turn ends, and once that has ended so has it.
    windDown(parts, parts.fold.executions.get(id), reason ?? 'it was canceled');
    return;
  }
  emitter.send({ type: 'cancel', account, order: id });
}

function isLocal({ state }: Order): boolean {
  return state === 'INITIALIZED' || state === 'EMULATED' || state === 'RELEASED';
}
