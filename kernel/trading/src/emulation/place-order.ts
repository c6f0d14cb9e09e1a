import { toPrice } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { emulationUnder } from 'argosy/risk';

import { sendOrder } from '../orders/send-order.ts';
import { tradingDefaults } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';
import { leaveForAuction } from './auction-orders.ts';
import { leavesForAuctionAt } from './auction-times.ts';
import { lookNow } from './emulation-calls.ts';
import { refusalOfTaking } from './only-making.ts';
import { turnAway } from './turn-away.ts';

/**
 * Has an order work that has passed every check and holds what it needs: it leaves, or it waits here for a
 * price or an auction that its venue does not know how to wait for.
 */
export function placeOrder(parts: TradingParts, request: OrderRequest): void {
  const plan = emulationUnder(parts.config.limits, request, request.terms);
  const way = typeof plan === 'object' ? plan.way : 'asked';
  if (way === 'asked') sendAsked(parts, request);
  else if (way === 'priced') sendPriced(parts, request);
  else if (way === 'later') holdForAuction(parts, request);
  else if (holdOrder(parts, request)) lookNow(parts, request.id);
}

function sendAsked(parts: TradingParts, request: OrderRequest): void {
  const taking = refusalOfTaking(parts, request, request.terms);
  if (taking === null) sendOrder(parts, request);
  else turnAway(parts, request, taking);
}

/** One that comes while orders for its auction are taken leaves at once. */
function holdForAuction(parts: TradingParts, request: OrderRequest): void {
  const { config, emitter, fold } = parts;
  const { id } = request;
  const leavesAt = leavesForAuctionAt(config, request, emitter.now);
  if (leavesAt === null) {
    const reason = `${request.instrument} trades without a pause: ${id} has no opening`;
    turnAway(parts, request, { code: 'TIME_IN_FORCE_UNSUPPORTED', reason });
  } else if (holdOrder(parts, request) && leavesAt <= emitter.now) {
    leaveForAuction(parts, fold.orders.get(id), leavesAt);
  }
}

/** Has an order wait here; says whether there was room for it. */
function holdOrder(parts: TradingParts, request: OrderRequest): boolean {
  const { config, fold, emitter } = parts;
  const max = config.waitingOrdersMax ?? tradingDefaults.waitingOrdersMax;
  if (fold.emulated.size >= max) {
    const reason = `${max} orders wait here already`;
    turnAway(parts, request, { code: 'TOO_MANY_WAITING', reason });
    return false;
  }
  emitter.emitOrder(request.id, { type: 'emulated' });
  return true;
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
