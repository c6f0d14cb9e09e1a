import type { OrderId, Timestamp } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { checkOrder } from 'argosy/risk';

import { noteMissingExit } from '../lists/missing-exit.ts';
import { OrderContext } from '../orders/order-context.ts';
import { placeHold, releaseHold } from '../orders/place-hold.ts';
import { sendOrder } from '../orders/send-order.ts';
import type { TradingParts } from '../trading-parts.ts';
import { gateOf } from './auction-times.ts';
import { turnAway } from './turn-away.ts';

/**
 * Sends an order out that has waited here for its auction, looked at again as if it were new. There is no
 * second one of its day: what keeps it back now ends it, and one that is found too late has expired.
 */
export function leaveForAuction(parts: TradingParts, order: Order, at: Timestamp): void {
  const { request, qty, terms } = order;
  const { emitter } = parts;
  if (isTooLate(parts, order, at)) {
    expireHere(parts, request.id);
    return;
  }
  const context = OrderContext.ofRelease(parts, order, emitter.now);
  const refusal = checkOrder(context, 'release') ?? placeHold(parts, context);
  emitter.emitOrder(request.id, { type: 'released' });
  if (refusal === null) sendOrder(parts, { ...request, qty, terms });
  else turnAway(parts, request, refusal);
}

/** Ends an order here whose time is over, and says of an exit that it is not there. */
export function expireHere(parts: TradingParts, id: OrderId): void {
  const { emitter, fold } = parts;
  emitter.emitOrder(id, { type: 'expired' });
  const expired = fold.orders.get(id);
  releaseHold(parts, expired);
  if (fold.exits.isExit(id)) noteMissingExit(parts, expired, 'it expired here');
}

/** Whether the auction is over that an order was to leave for, as after a restart. */
function isTooLate({ config, emitter }: TradingParts, { request }: Order, at: Timestamp): boolean {
  const gate = gateOf(config, request.instrument);
  if (gate === null) return true;
  if (request.tif === 'AT_CLOSE') return emitter.now >= gate.dayEndAt(at);
  // Between the auction's collection and the open no order comes in.
  if (gate.phaseAt(emitter.now) === 'matching') return true;
  return emitter.now > gate.opensFrom(at) + config.limits.auctionLead;
}
