import { assert, assertNever, toPrice, type Refusal } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import type { EmulationPlan } from 'argosy/orders';
import { emulationUnder } from 'argosy/risk';

import { sendOrder } from '../orders/send-order.ts';
import { tradingDefaults } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';
import { leaveForAuction } from './auction-orders.ts';
import { leavesForAuctionAt } from './auction-times.ts';
import { divideOrder, refusalOfDividing } from '../executions/divided-order.ts';
import { lookNow } from './emulation-calls.ts';
import { sendNow } from './send-now.ts';
import { refusalOfTaking } from './only-making.ts';
import { turnAway } from './turn-away.ts';

/**
 * Has an order work that has passed every check and holds what it needs: it leaves, or it waits here for a
 * price or an auction that its venue does not know how to wait for.
 */
export function placeOrder(parts: TradingParts, request: OrderRequest): void {
  const way = wayOf(parts, request);
  const refused = refusalOf(parts, request, way);
  if (refused !== null) {
    turnAway(parts, request, refused);
    return;
  }
  if (way === 'asked') sendOrder(parts, request);
  else if (way === 'sliced') divideOrder(parts, request);
  else if (way === 'priced') sendPriced(parts, request);
  else {
    parts.emitter.emitOrder(request.id, { type: 'emulated' });
    if (way === 'later') leaveWhereDue(parts, request);
    else lookNow(parts, request.id);
  }
}

/** Why an order that has passed every check could not go out, or wait here, now; null where it could. */
export function refusalOfPlacing(parts: TradingParts, request: OrderRequest): Refusal | null {
  return refusalOf(parts, request, wayOf(parts, request));
}

type Way = EmulationPlan['way'];

function refusalOf(parts: TradingParts, request: OrderRequest, way: Way): Refusal | null {
  const { id, instrument } = request;
  switch (way) {
    case 'asked':
      return refusalOfTaking(parts, request, request.terms);
    case 'priced':
      return limitOfNow(parts, request) === null
        ? toDenial('MARKET_PRICE_UNKNOWN', `${instrument} has no price to leave ${id} at`)
        : null;
    case 'later':
      return leavesForAuctionAt(parts.config, request, parts.emitter.now) === null
        ? toDenial(
            'TIME_IN_FORCE_UNSUPPORTED',
            `${instrument} trades without a pause: ${id} has no opening`,
          )
        : refusalOfWaiting(parts);
    case 'held':
      return refusalOfWaiting(parts);
    case 'sliced':
      return refusalOfDividing(parts, request);
    default:
      return assertNever(way);
  }
}

function wayOf({ config }: TradingParts, request: OrderRequest): Way {
  const plan = emulationUnder(config.limits, request, request.terms);
  return typeof plan === 'object' ? plan.way : 'asked';
}

/** One that comes while orders for its auction are taken leaves at once. */
function leaveWhereDue(parts: TradingParts, request: OrderRequest): void {
  const { config, emitter, fold } = parts;
  const leavesAt = leavesForAuctionAt(config, request, emitter.now);
  if (leavesAt === null || leavesAt > emitter.now) return;
  leaveForAuction(parts, fold.orders.get(request.id), leavesAt);
}

/** Whether there is no room for an order more to wait here. */
function refusalOfWaiting({ config, fold }: TradingParts): Refusal | null {
  const max = config.waitingOrdersMax ?? tradingDefaults.waitingOrdersMax;
  if (fold.emulated.size < max) return null;
  return toDenial('TOO_MANY_WAITING', `${max} orders wait here already`);
}

function toDenial(code: string, reason: string): Refusal {
  return { code, reason };
}

/** A market order whose rest is to work leaves as a limit where the market is. */
function sendPriced(parts: TradingParts, request: OrderRequest): void {
  const { id, qty } = request;
  const terms = limitOfNow(parts, request);
  assert(terms !== null, `${id} has a price to leave at`);
  parts.emitter.emitOrder(id, { type: 'updated', qty, terms });
  sendNow(parts, { ...request, terms });
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
