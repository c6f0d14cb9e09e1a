import { rescale, toMinor, toPrice, type Minor, type Price } from 'argosy/core';
import {
  exactNotional,
  isTrailing,
  limitOf,
  notionalScale,
  statedPriceOf,
  trailDistance,
  type Instrument,
} from 'argosy/domain';

import type { CheckContext } from './check-context.ts';

/** Multiplying by 10,000 plus basis points moves the scale by four places. */
const BPS = 10_000n;
const BPS_PLACES = 4;

/**
 * The price an order is valued at: its own where it states one, else what a market order would
 * meet, else the last known price, rounded against the order; of a buy that trails, where its stop
 * would stand, and its limit behind it. Null while no price is known.
 */
export function referencePrice(context: CheckContext): Price | null {
  const { terms, request } = context;
  const stated = statedPriceOf(request, terms);
  if (stated !== null) return stated;
  const { bid, ask, last2 } = context.prices;
  const isBuy = request.side === 'buy';
  const touch = isBuy ? ask : bid;
  const last = isBuy ? Math.ceil(last2 / 2) : Math.floor(last2 / 2);
  const price = Number.isNaN(touch) ? last : touch;
  if (Number.isNaN(price)) return null;
  return toPrice(isBuy ? price + stopAbove(context, price) : price);
}

/** How far above the price a trailing buy may pay, if it fires before the price has come down. */
function stopAbove({ terms, instrument }: CheckContext, price: number): number {
  if (!isTrailing(terms) || instrument === undefined) return 0;
  const offset = terms.type === 'trailingStopLimit' ? terms.limitOffset : 0;
  return trailDistance(terms.trail, price, instrument.tick) + offset;
}

/** The value of what is left of an order at a price, rounded up to the ledger's scale. */
export function computeOrderValue(context: CheckContext, instrument: Instrument, at: Price): Minor {
  const exact = exactNotional(instrument, at, context.qty - context.filled);
  return roundUp(exact, notionalScale(instrument), context.ledgerScale);
}

/**
 * The cash a buy needs: its value, the buffer where its price has no bound, and charges.
 * Null while no price is known. A sale needs none.
 */
export function computeCashNeed(context: CheckContext): Minor | null {
  const { instrument, request } = context;
  if (instrument === undefined || request.side === 'sell') return toMinor(0n);
  const price = referencePrice(context);
  if (price === null) return null;
  return toMinor(bufferedValue(context, instrument, price) + context.estimateFee(price));
}

function bufferedValue(context: CheckContext, instrument: Instrument, at: Price): bigint {
  const { terms, limits, qty, filled, ledgerScale } = context;
  if (limitOf(terms) !== null || limits.cashBufferBps === 0) {
    return computeOrderValue(context, instrument, at);
  }
  const exact = exactNotional(instrument, at, qty - filled) * (BPS + BigInt(limits.cashBufferBps));
  return roundUp(exact, notionalScale(instrument) + BPS_PLACES, ledgerScale);
}

function roundUp(exact: bigint, exactScale: number, ledgerScale: number): Minor {
  return toMinor(rescale(exact, exactScale, ledgerScale, 'ceiling'));
}
