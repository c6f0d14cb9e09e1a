import { positionKeyText, type OrderRequest } from 'argosy/domain';

import type { TradingParts } from '../trading-parts.ts';
import { positionKeyOf } from './position-key.ts';

/** How much of its position an order of this side could still close. */
export function reducibleQty({ fold }: TradingParts, request: OrderRequest): number {
  const held = fold.positions.find(positionKeyText(positionKeyOf(request)))?.qty ?? 0;
  return Math.max(0, request.side === 'sell' ? held : -held);
}
