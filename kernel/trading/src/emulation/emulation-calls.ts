import { assert, type InstrumentIndex, type OrderId } from 'argosy/core';
import { firedTerms, isConditional, isTrailing, type MarketData, type Order } from 'argosy/domain';
import { isOpen, leavesQty, siblingGroupOf, stopAfter, type Execution } from 'argosy/orders';
import { checkOrder, momentaryCodes } from 'argosy/risk';

import { listMembers } from '../lists/list-members.ts';
import { noteMissingExit } from '../lists/missing-exit.ts';
import { OrderContext } from '../orders/order-context.ts';
import { placeHold, releaseHold } from '../orders/place-hold.ts';
import { refusalText } from '../refuse-command.ts';
import { denyOrder } from '../orders/send-order.ts';
import type { TradingParts } from '../trading-parts.ts';
import type { EmulationCall } from './emulated-orders.ts';
import { isPriceOfNow, isTrading, knownMoment } from './fresh-prices.ts';
import { sendNow } from './send-now.ts';
import { indexMomentsOf, momentsOf, type PriceMoment } from './price-moment.ts';

/**
 * Lets market data meet the orders that wait here; says whether any had to do something, before which
 * `begin` is called. What came too late, or while nothing trades, is no price that anybody could get.
 */
export function meetPrices(
  parts: TradingParts,
  { datum, instrument }: { readonly datum: MarketData; readonly instrument: InstrumentIndex },
  begin: () => void,
): boolean {
  const moments = momentsOf(datum, instrument, parts.touches);
  let hasBegun = meetMoments(parts, { datum, instrument, moments }, begin);
  for (const one of parts.fold.emulated.followersOf(instrument)) {
    // Where data have an index of its own, its underlying is none.
    if (!Number.isNaN(parts.touches.indexPrice(one))) continue;
    const own = parts.config.instruments;
    const from = { index: instrument, precision: own.at(instrument).pricePrecision };
    const to = own.at(one).pricePrecision;
    const moments = indexMomentsOf(datum, { from, to }, parts.touches);
    const start = hasBegun ? () => {} : begin;
    hasBegun = meetMoments(parts, { datum, instrument: one, moments }, start) || hasBegun;
  }
  return hasBegun;
}

function meetMoments(
  parts: TradingParts,
  {
    datum,
    instrument,
    moments,
  }: {
    readonly datum: MarketData;
    readonly instrument: InstrumentIndex;
    readonly moments: readonly PriceMoment[];
  },
  begin: () => void,
): boolean {
  let hasBegun = false;
  for (const moment of moments) {
    const calls = parts.fold.emulated.callsAt(instrument, moment);
    if (calls.length === 0) continue;
    if (!hasBegun) begin();
    hasBegun = true;
    if (!isTrading(parts, instrument) || !isPriceOfNow(parts, instrument, datum)) return true;
    for (const call of calls) obey(parts, call);
  }
  return hasBegun;
}

/** Has an order that has just come, or was changed, meet the prices of now: they may let it go at once. */
export function lookNow(parts: TradingParts, id: OrderId): void {
  const { config, fold } = parts;
  const instrument = config.instruments.indexOf(fold.orders.get(id).request.instrument);
  if (instrument === undefined || !isTrading(parts, instrument)) return;
  const call = fold.emulated.callOf(id, knownMoment(parts, instrument));
  if (call !== null) obey(parts, call);
}

/** An order may have gone, or ended, by what an earlier call led to. */
function obey(parts: TradingParts, { order: id, asks, price }: EmulationCall): void {
  const order = parts.fold.orders.find(id);
  if (order?.state !== 'EMULATED') return;
  if (asks === 'move') moveStop(parts, order, price);
  else fireOrder(parts, order);
}

/** What prices make takes no room that the journal keeps for fills: a stop follows on when there is some. */
function moveStop({ config, fold, emitter }: TradingParts, order: Order, price: number): void {
  const { terms, qty, request } = order;
  const instrument = config.instruments.find(request.instrument);
  if (!isTrailing(terms) || instrument === undefined) return;
  if (fold.accounts.storageShortage !== null) return;
  const stop = stopAfter({ terms, side: request.side, tick: instrument.tick }, price);
  if (stop === null || stop === terms.trigger) return;
  emitter.emitOrder(request.id, { type: 'updated', qty, terms: { ...terms, trigger: stop } });
}

/**
 * Sends an order out whose price has come, looked at again as if it were new. While its account is halted
 * or its market closed it stays, and goes with the first price of then that is still there: what was
 * decided on an old price is not repeated.
 */
function fireOrder(parts: TradingParts, order: Order): void {
  if (awaitsSibling(parts, order)) return;
  const { fold, emitter } = parts;
  const { request, qty } = order;
  const { id } = request;
  const terms = firedTerms(order.terms, request.side);
  assert(terms !== null, `order ${id} fires at a price that is known`);
  const context = OrderContext.ofRelease(parts, { ...order, terms }, emitter.now);
  const refusal = checkOrder(context, 'release');
  if (refusal !== null && momentaryCodes.has(refusal.code)) return;
  emitter.emitOrder(id, { type: 'released' });
  emitter.emitOrder(id, { type: 'updated', qty, terms });
  const stuck = refusal ?? placeHold(parts, context);
  if (stuck === null) {
    sendNow(parts, { ...request, qty, terms });
    return;
  }
  denyOrder(parts, request, stuck);
  const denied = fold.orders.get(id);
  releaseHold(parts, denied);
  if (fold.exits.isExit(id)) noteMissingExit(parts, denied, refusalText(stuck));
}

/**
 * Whether a sibling has fired that takes what this one would take, and its fills are still to come. Those that
 * share a quantity may go together where they ask for no more than all of it.
 */
function awaitsSibling(parts: TradingParts, one: Order): boolean {
  const { request } = one;
  const group = siblingGroupOf(request);
  if (group === null || request.link === null) return false;
  const siblings = listMembers(parts, request.link.list)
    .map(({ order }) => order)
    .filter((order) => siblingGroupOf(order.request) === group);
  const taking = siblings.filter(
    (order) => order.request.id !== request.id && isTaking(parts, order),
  );
  if (taking.length === 0 || request.link.contingency !== 'OUO') return taking.length > 0;
  const asked = taking.reduce<number>((sum, order) => sum + leavesQty(order), leavesQty(one));
  const open = siblings.filter((order) => isOpen(order));
  const shared = open.reduce<number>((most, order) => Math.max(most, leavesQty(order)), 0);
  return asked > shared;
}

/** Whether the first part of an order is still to go out, or to be answered; one that is held takes nothing. */
function isFirstUnderWay(
  { children, held, open }: Execution,
  orders: TradingParts['fold']['orders'],
): boolean {
  if (children === 0) return held === null;
  return open.some(({ order }) => orders.get(order).state === 'SUBMITTED');
}

function isTaking({ fold }: TradingParts, order: Order): boolean {
  const hasFired = isConditional(order.request.terms) && !isConditional(order.terms);
  if (order.state === 'IN_PARTS') {
    return hasFired && isFirstUnderWay(fold.executions.get(order.request.id), fold.orders);
  }
  const isAtWork = isOpen(order) && order.state !== 'INITIALIZED' && order.state !== 'RELEASED';
  return hasFired && isAtWork && (order.terms.type === 'market' || order.state === 'SUBMITTED');
}
