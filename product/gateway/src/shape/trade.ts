import { formatTimestamp } from 'argosy/core';
import { exactNotional } from 'argosy/domain';
import type * as contract from '@argosy/contract';
import type { ProjectedTrade } from '@argosy/storage';

import {
  instantOrNull,
  instrumentOf,
  moneyShape,
  notionalShape,
  priceText,
  qtyText,
  type Scales,
} from './amounts.ts';

/** A fill of an order, as people look at it. */
export function tradeShape(trade: ProjectedTrade, scales: Scales): contract.Trade {
  const instrument = instrumentOf(scales, trade.instrument);
  return {
    number: trade.number,
    trade: trade.trade,
    order: trade.order,
    account: trade.account,
    book: trade.book,
    strategy: trade.strategy,
    instrument: trade.instrument,
    product: trade.product,
    side: trade.side,
    qty: qtyText(instrument, trade.qty),
    price: priceText(instrument, trade.price),
    value: notionalShape(instrument, exactNotional(instrument, trade.price, trade.qty)),
    fee: moneyShape(scales, trade.fee),
    liquidity: trade.liquidity,
    flags: trade.flags,
    at: formatTimestamp(trade.at),
    receivedAt: formatTimestamp(trade.receivedAt),
    bustedAt: instantOrNull(trade.bustedAt),
  };
}
