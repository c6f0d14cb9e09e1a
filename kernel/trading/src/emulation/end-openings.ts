import { compareText, type InstrumentIndex } from 'argosy/core';
import type { MarketData, Order } from 'argosy/domain';

import { cancelOpen } from '../orders/cancel-open.ts';
import type { TradingParts } from '../trading-parts.ts';
import { isPriceOfNow } from './fresh-prices.ts';

/**
 * Ends what is left of orders for the opening that have waited here, once their session has a price: an order for
 * it takes that one or none. A market order has it still to come until something has filled. Says whether any may
 * have had to, before which `begin` is called.
 */
export function endOpenings(
  parts: TradingParts,
  { datum, instrument }: { readonly datum: MarketData; readonly instrument: InstrumentIndex },
  begin: () => void,
): boolean {
  const { config, fold } = parts;
  const ids = fold.openings.of(config.instruments.at(instrument).id);
  if (ids.size === 0 || !isPrice(datum)) return false;
  const over = [...ids]
    .map((one) => fold.orders.get(one))
    .filter(isOver)
    .sort(asTheyCame);
  if (over.length === 0) return false;
  begin();
  if (!isOfOpening(parts, instrument, datum) || !isPriceOfNow(parts, instrument, datum))
    return true;
  for (const order of over) cancelOpen(parts, order);
  return true;
}

/**
 * Whether a price is one of the session, or the one that its auction was matched at. By the calendar, even where
 * orders may come outside: what is told while they are collected is neither.
 */
function isOfOpening(parts: TradingParts, instrument: InstrumentIndex, datum: MarketData): boolean {
  const { config, touches, emitter } = parts;
  const phase = config.calendars
    .get(config.instruments.at(instrument).calendar)
    ?.phaseAt(emitter.now);
  if (phase === 'matching') return datum.kind === 'trade';
  const status = touches.status(instrument);
  return phase === 'open' && (status === null || status === 'open');
}

/** A machine that was restarted keeps them in another order. */
function asTheyCame(one: Order, other: Order): number {
  return one.initializedAt - other.initializedAt || compareText(one.request.id, other.request.id);
}

function isOver({ pending, terms, filled }: Order): boolean {
  return pending !== 'cancel' && (terms.type !== 'market' || filled > 0);
}

function isPrice({ kind }: MarketData): boolean {
  return (
    kind === 'quote' || kind === 'trade' || kind === 'book' || kind === 'queue' || kind === 'bar'
  );
}
