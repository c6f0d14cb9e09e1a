import { formatScaled } from 'argosy/core';
import type { Instrument, OrderRequest, OrderTerms } from 'argosy/domain';

import { venueReason } from './errors.ts';
import type { Match } from './match-trigger.ts';
import type { PriceStep } from './price-step.ts';
import { triggerSourcesOf } from './trigger-sources.ts';
import type { FedBy } from './venue-config.ts';
import type { VenueOrder } from './venue-order.ts';

/** What an amendment asks for. */
export type Amendment = { readonly qty: number; readonly terms: OrderTerms };

/** What a buyer pays and a seller gets. */
export type Sides = Pick<PriceStep, 'buyAt' | 'sellAt'>;

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

/** Why nothing tells the price that fires an order's trigger; null where something does. */
export function reasonOfSource(fedBy: FedBy, { id, instructions }: OrderRequest): string | null {
  const source = instructions?.triggerBy ?? null;
  if (source === null || triggerSourcesOf[fedBy].includes(source)) return null;
  return venueReason('TRIGGER_NOT_FED', `${id} by ${source}, fed by ${fedBy}`);
}

/** Why an order that only makes may not have a limit at a price. */
export function reasonOfTaking(
  instrument: Instrument,
  sign: 1 | -1,
  { limit, step }: { readonly limit: number | null; readonly step: Sides },
): string {
  return venueReason('POST_ONLY_WOULD_TAKE', pricesText(instrument, { sign, limit, step }));
}

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
  instrument: Instrument,
  { sign, limit }: VenueOrder,
  step: PriceStep,
): string {
  return venueReason('NOT_MARKETABLE', pricesText(instrument, { sign, limit, step }));
}

type Prices = { readonly sign: 1 | -1; readonly limit: number | null; readonly step: Sides };

function pricesText({ pricePrecision }: Instrument, { sign, limit, step }: Prices): string {
  const price = formatScaled(sign > 0 ? step.buyAt : step.sellAt, pricePrecision);
  const bound = limit === null ? 'none' : formatScaled(limit, pricePrecision);
  return `limit ${bound}, price ${price}`;
}
