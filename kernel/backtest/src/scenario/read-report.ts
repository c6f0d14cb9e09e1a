import {
  assertNever,
  toAccountId,
  toBrokerOrderId,
  toOrderId,
  toPrice,
  toTradeId,
  type Timestamp,
} from 'argosy/core';
import type { Report } from 'argosy/domain';

import type { Fields } from '../reading/fields.ts';
import { readMoney } from '../reading/read-account.ts';
import { instrumentOfOrder, type OrderBook } from './read-order.ts';
import { readTerms } from './read-terms.ts';

const reportTypes = [
  'accepted',
  'rejected',
  'canceled',
  'expired',
  'triggered',
  'updated',
  'modifyRejected',
  'cancelRejected',
  'filled',
  'busted',
  'unanswered',
] as const;

/** Reads what a broker says. */
export function readReport(at: Timestamp, body: Fields, book: OrderBook): Report {
  return {
    kind: 'report',
    account: body.made('account', toAccountId),
    order: body.made('order', toOrderId),
    eventAt: body.instant('eventAt', at),
    availableAt: at,
    body: readBody(body, at, book),
  };
}

function readBody(body: Fields, at: Timestamp, book: OrderBook): Report['body'] {
  const type = body.word('type', reportTypes);
  switch (type) {
    case 'accepted':
      return { type, brokerId: body.made('brokerId', toBrokerOrderId, 'B1') };
    case 'canceled':
      return { type, reason: body.textOrNull('reason') };
    case 'rejected':
    case 'modifyRejected':
    case 'cancelRejected':
      return { type, reason: body.text('reason') };
    case 'updated': {
      const instrument = instrumentOfOrder(body, book);
      const qty = body.quantity('qty', instrument.sizePrecision);
      return { type, qty, terms: readTerms(body.object('terms'), instrument) };
    }
    case 'filled':
      return { type, fill: readFill(body, at, book) };
    case 'busted':
      return { type, trade: body.made('trade', toTradeId) };
    case 'unanswered':
      return { type, request: body.word('request', ['submit', 'amend', 'cancel']) };
    case 'expired':
    case 'triggered':
      return { type };
    default:
      return assertNever(type);
  }
}

function readFill(body: Fields, at: Timestamp, book: OrderBook) {
  const instrument = instrumentOfOrder(body, book);
  const price = toPrice(body.decimal('price', instrument.pricePrecision));
  const toFee = (text: string) => readMoney(text, book.scales);
  return {
    trade: body.made('trade', toTradeId),
    qty: body.quantity('qty', instrument.sizePrecision),
    price,
    fee: body.made('fee', toFee, `0 ${instrument.currency}`),
    liquidity: body.word('liquidity', ['maker', 'taker'], 'taker'),
    touch: { bid: null, ask: null, mid2: price * 2, at },
    at,
  };
}
