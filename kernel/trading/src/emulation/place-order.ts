import { toPrice } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { emulationUnder } from 'argosy/risk';

import { releaseHold } from '../place-hold.ts';
import { denyOrder, sendOrder } from '../send-order.ts';
import type { TradingParts } from '../trading-parts.ts';
import { lookNow } from './emulation-calls.ts';

/**
 * Has an order work that has passed every check and holds what it needs: it leaves, or it waits here for a
 * price that its venue does not know how to wait for.
 */
export function placeOrder(parts: TradingParts, request: OrderRequest): void {
  const plan = emulationUnder(parts.config.limits, request, request.terms);
  const way = typeof plan === 'object' ? plan.way : 'asked';
  if (way === 'asked') sendOrder(parts, request);
  else if (way === 'priced') sendPriced(parts, request);
  else {
    parts.emitter.emitOrder(request.id, { type: 'emulated' });
    lookNow(parts, request.id);
  }
}

/** A market order whose rest is to work leaves as a limit where the market is. */
function sendPriced(parts: TradingParts, request: OrderRequest): void {
  const { id, qty } = request;
  const terms = limitOfNow(parts, request);
  if (terms === null) {
    const reason = `${request.instrument} has no price to leave ${id} at`;
    denyOrder(parts, request, { code: 'MARKET_PRICE_UNKNOWN', reason });
    releaseHold(parts, parts.fold.orders.get(id));
    return;
  }
  parts.emitter.emitOrder(id, { type: 'updated', qty, terms });
  sendOrder(parts, { ...request, terms });
}

/** The side of the quote that it takes; without quotes the last price. */
function limitOfNow({ config, touches }: TradingParts, request: OrderRequest): OrderTerms | null {
  const index = config.instruments.indexOf(request.instrument);
  if (index === undefined) return null;
  const { bid, ask, last2 } = touches.prices(index);
  const [touch, last] =
    request.side === 'buy' ? [ask, Math.ceil(last2 / 2)] : [bid, Math.floor(last2 / 2)];
  const price = Number.isNaN(touch) ? last : touch;
  return Number.isNaN(price) ? null : { type: 'limit', limit: toPrice(price) };
}
