import { toPrice, type Refusal } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { emulationUnder } from 'argosy/risk';

import { noteMissingExit } from '../lists/missing-exit.ts';
import { releaseHold } from '../orders/place-hold.ts';
import { refusalText } from '../refuse-command.ts';
import { denyOrder, sendOrder } from '../orders/send-order.ts';
import { tradingDefaults } from '../trading-config.ts';
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
  else holdOrder(parts, request);
}

function holdOrder(parts: TradingParts, request: OrderRequest): void {
  const { config, fold, emitter } = parts;
  const max = config.waitingOrdersMax ?? tradingDefaults.waitingOrdersMax;
  if (fold.emulated.size >= max) {
    const reason = `${max} orders wait here already`;
    turnAway(parts, request, { code: 'TOO_MANY_WAITING', reason });
    return;
  }
  emitter.emitOrder(request.id, { type: 'emulated' });
  lookNow(parts, request.id);
}

/** Denies an order that holds what it needs, and of an exit says that it is not there. */
function turnAway(parts: TradingParts, request: OrderRequest, refusal: Refusal): void {
  denyOrder(parts, request, refusal);
  const denied = parts.fold.orders.get(request.id);
  releaseHold(parts, denied);
  if (parts.fold.exits.isExit(request.id)) noteMissingExit(parts, denied, refusalText(refusal));
}

/** A market order whose rest is to work leaves as a limit where the market is. */
function sendPriced(parts: TradingParts, request: OrderRequest): void {
  const { id, qty } = request;
  const terms = limitOfNow(parts, request);
  if (terms === null) {
    const reason = `${request.instrument} has no price to leave ${id} at`;
    turnAway(parts, request, { code: 'MARKET_PRICE_UNKNOWN', reason });
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
