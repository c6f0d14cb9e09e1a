import { parseOrderId, type OrderId, type Refusal } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { checkOrderId } from 'argosy/risk';

import { mayCreate, type Sender } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import type { TradingParts } from '../trading-parts.ts';

/** An id that does not parse, was used before, or is not its sender's to use, names no order. */
export function checkName(
  parts: TradingParts,
  sender: Sender,
  request: OrderRequest,
): Refusal | null {
  const { id, strategy } = request;
  const parsed = parseOrderId(id);
  if (!parsed.ok) return commandRefusal('BAD_ORDER_ID', parsed.refusal.reason);
  const { origin } = parsed.value;
  if (!mayCreate(parts.config, sender, { origin, strategy })) {
    const owner = strategy ?? 'nobody';
    return commandRefusal('FOREIGN_ORIGIN', `${id} of ${owner}, sent by ${sender.origin}`);
  }
  return checkOrderId({ request, isIdSeen: isIdSeen(parts, id) });
}

function isIdSeen({ fold }: TradingParts, id: OrderId): boolean {
  return fold.orders.find(id) !== undefined || fold.seenIds.isSeen(id);
}
