import type { Refusal } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';

import { noteMissingExit } from '../lists/missing-exit.ts';
import { releaseHold } from '../orders/place-hold.ts';
import { denyOrder } from '../orders/send-order.ts';
import { refusalText } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Denies an order that holds what it needs, and of an exit says that it is not there. */
export function turnAway(parts: TradingParts, request: OrderRequest, refusal: Refusal): void {
  denyOrder(parts, request, refusal);
  const denied = parts.fold.orders.get(request.id);
  releaseHold(parts, denied);
  if (parts.fold.exits.isExit(request.id)) noteMissingExit(parts, denied, refusalText(refusal));
}
