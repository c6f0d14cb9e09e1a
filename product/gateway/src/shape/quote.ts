import { formatTimestamp } from 'argosy/core';
import type {
  BookDepth,
  BookLevel,
  IndexPrice,
  Instrument,
  MarkPrice,
  Quote,
  Trade,
} from 'argosy/domain';
import type * as contract from '@argosy/contract';

import { priceText, qtyText } from './amounts.ts';

/** The best bid and ask. */
export function quoteShape(
  quote: Pick<Quote, 'bid' | 'ask' | 'bidQty' | 'askQty' | 'eventAt'>,
  instrument: Instrument,
): contract.Quote {
  return {
    instrument: instrument.id,
    bid: priceText(instrument, quote.bid),
    ask: priceText(instrument, quote.ask),
    bidQty: qtyText(instrument, quote.bidQty),
    askQty: qtyText(instrument, quote.askQty),
    at: formatTimestamp(quote.eventAt),
  };
}

/** A trade that the exchange has printed. */
export function tickShape(
  trade: Pick<Trade, 'price' | 'qty' | 'aggressor' | 'eventAt'>,
  instrument: Instrument,
): contract.Tick {
  return {
    instrument: instrument.id,
    price: priceText(instrument, trade.price),
    qty: qtyText(instrument, trade.qty),
    aggressor: trade.aggressor,
    at: formatTimestamp(trade.eventAt),
  };
}

/** Where an index stands, as the trade of nothing that it is to whoever shows it. */
export function levelShape(
  { price, eventAt }: Pick<IndexPrice, 'price' | 'eventAt'>,
  instrument: Instrument,
): contract.Tick {
  return {
    instrument: instrument.id,
    price: priceText(instrument, price),
    qty: '0',
    aggressor: null,
    at: formatTimestamp(eventAt),
  };
}

/** What the venue reckons positions by. */
export function markShape({ price, eventAt }: MarkPrice, instrument: Instrument): contract.Mark {
  return {
    instrument: instrument.id,
    price: priceText(instrument, price),
    at: formatTimestamp(eventAt),
  };
}

/** Prices of a book. */
export function depthShape(depth: BookDepth, instrument: Instrument): contract.Depth {
  const levels = (side: readonly BookLevel[]): readonly contract.Level[] =>
    side.map(({ price, qty }) => ({
      price: priceText(instrument, price),
      qty: qtyText(instrument, qty),
    }));
  return { instrument: instrument.id, bids: levels(depth.bids), asks: levels(depth.asks) };
}
