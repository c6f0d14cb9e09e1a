import { positionKeyText, type Order } from 'argosy/domain';

import { restrictAccount } from '../accounts/account-path.ts';
import { positionKeyOf } from '../positions/position-key.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Whether what a broker says was traded is more than an order, or its position, can keep exactly. It
 * is a fact that nobody can book: it is said, and the account only reduces until somebody has looked.
 */
export function noteBeyondBounds(
  parts: TradingParts,
  { request, filled }: Order,
  { trade, qty }: { readonly trade: string; readonly qty: number },
): boolean {
  const { fold, emitter } = parts;
  const held = fold.positions.find(positionKeyText(positionKeyOf(request)))?.qty ?? 0;
  if (Number.isSafeInteger(filled + qty) && Number.isSafeInteger(Math.abs(held) + qty))
    return false;
  const detail = `trade ${trade} of ${qty} units is more than can be kept`;
  emitter.emitAnomaly('reportUnreadable', request.id, detail);
  restrictAccount(parts, request.account, `reportUnreadable: order ${request.id}, ${detail}`);
  return true;
}
