import type { OrderRequest } from 'argosy/domain';
import { emulationUnder } from 'argosy/risk';

import { sendOrder } from '../send-order.ts';
import type { TradingParts } from '../trading-parts.ts';
import { lookNow } from './emulation-calls.ts';

/**
 * Has an order work that has passed every check and holds what it needs: it leaves, or it waits here for a
 * price that its venue does not know how to wait for.
 */
export function placeOrder(parts: TradingParts, request: OrderRequest): void {
  const plan = emulationUnder(parts.config.limits, request, request.terms);
  if (typeof plan !== 'object' || !plan.isHeld) {
    sendOrder(parts, request);
    return;
  }
  parts.emitter.emitOrder(request.id, { type: 'emulated' });
  lookNow(parts, request.id);
}
