import { assertNever, formatTimestamp, money, type Minor } from 'argosy/core';
import type { Fill, Instrument, Order, OrderTerms, Touch, Trail } from 'argosy/domain';
import type * as contract from '@argosy/contract';
import { readTag } from '@argosy/desk';

import {
  averageText,
  instantOrNull,
  instrumentOf,
  minorText,
  moneyShape,
  priceText,
  priceTextOrNull,
  qtyText,
  type Scales,
} from './amounts.ts';

/** An order as people and programs outside see it. */
export function orderShape(order: Order, scales: Scales): contract.Order {
  const { request, qty, filled, touches } = order;
  const { instructions, link } = request;
  const instrument = instrumentOf(scales, request.instrument);
  const triggered = triggerInstrument(instrument, order, scales);
  return {
    id: request.id,
    account: request.account,
    book: request.book,
    strategy: request.strategy,
    instrument: request.instrument,
    product: request.product,
    position: request.position,
    side: request.side,
    state: order.state,
    isOpen: order.closedAt === null,
    pending: order.pending,
    inDoubt: order.inDoubt,
    qty: qtyText(instrument, qty),
    filled: qtyText(instrument, filled),
    remaining: qtyText(instrument, qty > filled ? qty - filled : 0),
    averagePrice: averageText(instrument, order.filledValue, BigInt(filled)),
    terms: termsShape(order.terms, instrument, triggered),
    tif: request.tif,
    triggerBy: instructions?.triggerBy ?? null,
    display: displayText(instrument, instructions?.display ?? null),
    postOnly: instructions?.postOnly ?? false,
    reduceOnly: request.reduceOnly,
    expiresAt: instantOrNull(instructions?.expiresAt ?? null),
    link: link === null ? null : { ...link },
    algo: request.algo,
    note: readTag(request.tag).note,
    brokerId: order.brokerId,
    fees: feesShape(order.fills, scales),
    fillCount: order.fills.length,
    decision: touchShape(instrument, touches.decision),
    sent: touches.send === null ? null : touchShape(instrument, touches.send),
    createdAt: formatTimestamp(order.initializedAt),
    updatedAt: formatTimestamp(order.updatedAt),
    closedAt: instantOrNull(order.closedAt),
    reason: order.reason,
  };
}

/** A fill of an order of this instrument. */
export function fillShape(fill: Fill, instrument: Instrument, scales: Scales): contract.Fill {
  return {
    trade: fill.trade,
    qty: qtyText(instrument, fill.qty),
    price: priceText(instrument, fill.price),
    fee: moneyShape(scales, fill.fee),
    charges: (fill.charges ?? []).map(({ name, amount }) => ({
      name,
      amount: minorText(scales, amount, fill.fee.currency),
    })),
    liquidity: fill.liquidity,
    flags: fill.flags,
    at: formatTimestamp(fill.at),
  };
}

/** What an order asks of the market. A trigger by an index is a price of what the instrument is on. */
export function termsShape(
  terms: OrderTerms,
  instrument: Instrument,
  triggered: Instrument = instrument,
): contract.OrderTerms {
  const limitText = (price: number): string => priceText(instrument, price);
  const triggerText = (price: number): string => priceText(triggered, price);
  switch (terms.type) {
    case 'market':
      return { type: 'market' };
    case 'limit':
      return { type: 'limit', limit: limitText(terms.limit) };
    case 'marketToLimit':
      return { type: 'marketToLimit', limit: priceTextOrNull(instrument, terms.limit) };
    case 'stopMarket':
    case 'marketIfTouched':
      return { type: terms.type, trigger: triggerText(terms.trigger) };
    case 'stopLimit':
    case 'limitIfTouched': {
      const { type, trigger, limit } = terms;
      return { type, trigger: triggerText(trigger), limit: limitText(limit) };
    }
    case 'trailingStopMarket':
    case 'trailingStopLimit': {
      const trailing = {
        trail: trailShape(terms.trail, triggered),
        activation: priceTextOrNull(triggered, terms.activation),
        trigger: priceTextOrNull(triggered, terms.trigger),
      };
      if (terms.type === 'trailingStopMarket') return { type: terms.type, ...trailing };
      return { type: terms.type, limitOffset: limitText(terms.limitOffset), ...trailing };
    }
    default:
      return assertNever(terms);
  }
}

/** The instrument whose prices fire a trigger: of one by an index what the instrument is on, where that is known. */
export function triggerInstrument(
  instrument: Instrument,
  { request }: Pick<Order, 'request'>,
  { instruments }: Scales,
): Instrument {
  if (request.instructions?.triggerBy !== 'index' || !('underlying' in instrument)) {
    return instrument;
  }
  return instruments.find(instrument.underlying) ?? instrument;
}

function trailShape(trail: Trail, instrument: Instrument): contract.Trail {
  switch (trail.by) {
    case 'price':
      return { by: 'price', distance: priceText(instrument, trail.distance) };
    case 'atr': {
      const { by, hundredths, distance } = trail;
      return { by, hundredths, distance: priceText(instrument, distance) };
    }
    case 'ticks':
    case 'bps':
      return trail;
    default:
      return assertNever(trail);
  }
}

function displayText(instrument: Instrument, display: number | null): contract.Decimal | null {
  return display === null ? null : qtyText(instrument, display);
}

/** The market as somebody saw it. */
export function touchShape(instrument: Instrument, { bid, ask, at }: Touch): contract.Touch {
  return {
    bid: priceTextOrNull(instrument, bid),
    ask: priceTextOrNull(instrument, ask),
    at: formatTimestamp(at),
  };
}

/** Fees of one order are in one currency, that of its fills. */
function feesShape(fills: readonly Fill[], scales: Scales): contract.Money | null {
  const [first] = fills;
  if (first === undefined) return null;
  const { currency } = first.fee;
  const sum = fills.reduce<bigint>((total, { fee }) => total + (fee.amount satisfies Minor), 0n);
  return moneyShape(scales, money(sum, currency));
}
