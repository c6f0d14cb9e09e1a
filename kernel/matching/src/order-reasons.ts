import { formatScaled } from 'argosy/core';
import type { Instrument, OrderRequest, OrderTerms } from 'argosy/domain';

import { venueReason } from './errors.ts';
import type { Match } from './match.ts';
import type { PriceStep } from './price-step.ts';
import type { VenueOrder } from './venue-order.ts';

/** What an amendment asks for. */
export type Amendment = { readonly qty: number; readonly terms: OrderTerms };

/** The price an order met, and what came of it. */
type Miss = { readonly match: Match; readonly step: PriceStep };

/** Why an amendment cannot be; null where it can. */
export function reasonAgainst(
  { sizePrecision }: Instrument,
  order: VenueOrder,
  { qty, terms }: Amendment,
): string | null {
  if (terms.type !== order.terms.type) {
    return venueReason('ORDER_TYPE_CHANGED', `from ${order.terms.type} to ${terms.type}`);
  }
  if (qty > order.filled) return null;
  const [asked, filled] = [qty, order.filled].map((value) => formatScaled(value, sizePrecision));
  return venueReason('QTY_NOT_ABOVE_FILLED', `${asked}, filled ${filled}`);
}

/** What of an order the venue does not do; null where it does all of it. */
export function reasonOfKind({ terms, tif, instructions }: OrderRequest): string | null {
  if (!Object.hasOwn(offered, terms.type)) return venueReason('ORDER_NOT_OFFERED', terms.type);
  if (tif === 'GTD' || tif === 'AT_OPEN' || tif === 'AT_CLOSE') {
    return venueReason('ORDER_NOT_OFFERED', tif);
  }
  return instructions === undefined ? null : venueReason('ORDER_NOT_OFFERED', 'instructions');
}

const offered = { market: true, limit: true, stopMarket: true, stopLimit: true } as const;

/** Why an order that had to fill at once did not, or not whole. */
export function reasonOfMiss(instrument: Instrument, order: VenueOrder, miss: Miss): string {
  return miss.match.type === 'fill'
    ? reasonOfSize(instrument, order, miss.step)
    : reasonOfPrice(instrument, order, miss.step);
}

function reasonOfSize(
  { sizePrecision }: Instrument,
  { sign, qty, filled, limit }: VenueOrder,
  { depth, book }: PriceStep,
): string {
  const toText = (value: number): string => formatScaled(value, sizePrecision);
  const { shown, taken } = book?.sizeWithin(sign, limit) ?? {
    shown: depth.sizeFor(sign),
    taken: depth.takenFor(sign),
  };
  const there = `size ${toText(shown)}, ${toText(taken)} of it taken`;
  return venueReason('NOT_ENOUGH_SIZE', `${toText(qty - filled)} of ${toText(qty)} left, ${there}`);
}

function reasonOfPrice(
  { pricePrecision }: Instrument,
  { sign, limit }: VenueOrder,
  { buyAt, sellAt }: PriceStep,
): string {
  const price = formatScaled(sign > 0 ? buyAt : sellAt, pricePrecision);
  const bound = limit === null ? 'none' : formatScaled(limit, pricePrecision);
  return venueReason('NOT_MARKETABLE', `limit ${bound}, price ${price}`);
}
