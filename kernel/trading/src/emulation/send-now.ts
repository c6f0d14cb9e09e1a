import type { OrderRequest } from 'argosy/domain';

import { divideOrder, isToBeDivided } from '../executions/divided-order.ts';
import { sendOrder } from '../orders/send-order.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Has an order leave that waits for nothing any more, as a whole or part by part. */
export function sendNow(parts: TradingParts, request: OrderRequest): void {
  if (isToBeDivided(parts, request)) divideOrder(parts, request);
  else sendOrder(parts, request);
}
