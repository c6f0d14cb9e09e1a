import { toBrokerOrderId, type BrokerOrderId } from 'argosy/core';
import type { Fill, OrderRequest, Report } from 'argosy/domain';

import { fillOrder } from './fill-path.ts';
import { reviseHold } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';

/** An order that this machine has not sent. */
export type ForeignOrder = { readonly brokerId: BrokerOrderId; readonly request: OrderRequest };

/**
 * Takes in an order that was placed elsewhere. It is a fact, so no check stands in its way; what it
 * needs is set aside like any other's. Whether it could be taken in; one that is known already is not.
 */
export function takeExternal(
  parts: TradingParts,
  report: Report,
  { brokerId, request }: ForeignOrder,
): boolean {
  const { fold, touches, emitter } = parts;
  const { id } = request;
  const index = parts.config.instruments.indexOf(request.instrument);
  const isOurs = request.account === report.account && id === report.order;
  if (!isOurs || index === undefined || fold.accounts.find(request.account) === undefined) {
    const detail = `${request.account}: an order of ${request.instrument} from elsewhere`;
    emitter.emitAnomaly('unknownOrder', report.order, detail);
    return false;
  }
  if (fold.orders.find(id) !== undefined) {
    emitter.emitAnomaly('transitionRefused', id, `order ${id} of ${brokerId} is known already`);
    return false;
  }
  const touch = touches.touch(index, emitter.now);
  emitter.emitOrder(id, { type: 'initialized', request, touch });
  emitter.emitOrder(id, { type: 'accepted', brokerId });
  reviseHold(parts, fold.orders.get(id), 'exact');
  return true;
}

/**
 * Books the difference between a position and the broker's as a fill that nobody reported, of an
 * order that is made for it: all in one turn, so that no restart finds half of it.
 */
export function takeDifference(
  parts: TradingParts,
  report: Report,
  { fill, request }: { readonly fill: Omit<Fill, 'flags'>; readonly request: OrderRequest },
): void {
  const { id, side, instrument, product } = request;
  const brokerId = toBrokerOrderId(id);
  if (!takeExternal(parts, report, { brokerId, request })) return;
  const detail = `${request.account}, ${product}: ${side} ${fill.qty} units at ${fill.price} units of ${instrument}`;
  parts.emitter.emitAnomaly('positionDiffers', id, detail);
  fillOrder(parts, parts.fold.orders.get(id), { ...fill, flags: ['reconciled'] });
}
