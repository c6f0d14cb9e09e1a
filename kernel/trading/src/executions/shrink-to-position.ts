import { toQuantity } from 'argosy/core';
import { isOfOrder, isSlicedOrder, type Execution } from 'argosy/orders';

import { reducibleQty } from '../positions/reducible-qty.ts';
import type { TradingParts } from '../trading-parts.ts';
import { windDown } from './wind-down.ts';

/**
 * Keeps a parent that was asked for as one order, and only reduces, within its position: it shrinks as an order
 * does, or ends. Its children shrink by themselves. Says whether it is another now. Where an order is worked, that
 * shrinks.
 */
export function shrinkToPosition(parts: TradingParts, execution: Execution): boolean {
  const { request, state, qty, filled, terms } = execution;
  if (!request.reduceOnly || state !== 'working' || !isSlicedOrder(execution)) return false;
  if (isOfOrder(execution)) return false;
  const allowed = filled + reducibleQty(parts, request);
  if (filled >= qty || allowed >= qty) return false;
  if (allowed <= filled) windDown(parts, execution, 'REDUCE_ONLY: nothing is left to reduce');
  else {
    const change = { type: 'amended', qty: toQuantity(allowed), terms } as const;
    parts.emitter.emit({ kind: 'execution', execution: request.id, change });
  }
  return true;
}
