import { formatTimestamp, toTimestamp, type Timestamp } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { venueReason } from './errors.ts';
import type { PriceGuard } from './guards/price-guard.ts';
import { reasonOfSource, reasonOfTaking, type Sides } from './order-reasons.ts';
import type { SessionGate } from './session-gate.ts';
import type { VenuePhase } from './trading-session.ts';
import type { FedBy } from './venue-config.ts';
import type { VenueOrder } from './venue-order.ts';

/** How many orders of one instrument may work at once. */
export const WORKING_ORDERS_MAX = 10_000;

/** The phases in which orders come in and wait for an auction; those for the opening come at any time. */
const collecting: ReadonlySet<VenuePhase> = new Set(['preOpen', 'closing']);

/** What an order finds at the venue as it comes in. */
export type Arrival = {
  readonly now: Timestamp;
  readonly instrument: Instrument;
  readonly fedBy: FedBy;
  readonly orderCount: number;
  readonly phase: VenuePhase;
  readonly guard: PriceGuard | null;
};

/** Why an order is turned away as it comes in; null where it is taken. */
export function reasonAtArrival(order: VenueOrder, arrival: Arrival): string | null {
  const { now, instrument, fedBy, orderCount, phase, guard } = arrival;
  if (fedBy === 'none') return venueReason('NO_FEED', instrument.id);
  if (orderCount >= WORKING_ORDERS_MAX) {
    return venueReason('TOO_MANY_ORDERS', `${WORKING_ORDERS_MAX} of ${instrument.id}`);
  }
  const outside =
    reasonOfSource(fedBy, order.request) ??
    guard?.refusalOf(order.request, order.terms, now) ??
    null;
  if (outside !== null) return outside;
  if (mayComeIn(order, phase)) return reasonOfEnd(order, now);
  const { tif } = order.request;
  return venueReason(
    'SESSION_CLOSED',
    `${tif} order at ${formatTimestamp(now)}, ${instrument.id} is ${phase}`,
  );
}

function mayComeIn({ auction, isImmediate, isRestored }: VenueOrder, phase: VenuePhase): boolean {
  if (phase === 'open' || phase === 'halted' || isRestored) return true;
  if (isImmediate) return false;
  return auction === 'opening' || phase === 'postClose' || collecting.has(phase);
}

/** When an order ends by itself; Infinity where it does not. No bar comes after the close. */
export function endOf(order: VenueOrder, gate: SessionGate, isByBars: boolean): number {
  const { expiryAt, auction, sentAt, request } = order;
  if (expiryAt !== null) return expiryAt;
  if (auction === 'opening') return gate.openingEndAt(sentAt);
  if (request.tif !== 'DAY')
    return auction === null ? Number.POSITIVE_INFINITY : gate.dayEndAt(sentAt);
  return isByBars ? gate.dayEndAt(sentAt) : gate.sessionEndAt(sentAt);
}

/** Why an order that will not wait ends where no price counts; -Infinity where there never was one. */
export function reasonOfNoPrice(pricedAt: number): string {
  const last = Number.isFinite(pricedAt) ? formatTimestamp(toTimestamp(pricedAt)) : 'never';
  return venueReason('NO_PRICE', `last priced at ${last}`);
}

/** Why an order that only makes may not have a limit where the price is now; null where it may. */
export function reasonAgainstTaking(
  instrument: Instrument,
  { isPostOnly, sign }: VenueOrder,
  { limit, step }: { readonly limit: number | null; readonly step: Sides | null },
): string | null {
  if (!isPostOnly || limit === null || step === null) return null;
  const price = sign > 0 ? step.buyAt : step.sellAt;
  // A side of a book that is empty has no price: there is nothing to take.
  const wouldTake = sign * (limit - price) >= 0;
  return wouldTake ? reasonOfTaking(instrument, sign, { limit, step }) : null;
}

/** A DAY order is for the day it was sent in, however long it takes to come; a GTD order ends at its instant. */
function reasonOfEnd({ sentAt, expiresAt, request }: VenueOrder, now: Timestamp): string | null {
  if (expiresAt > now) return null;
  const came = `came at ${formatTimestamp(now)}`;
  if (request.tif !== 'GTD') {
    return venueReason('DAY_OVER', `sent at ${formatTimestamp(sentAt)}, ${came}`);
  }
  return venueReason('EXPIRY_PAST', `ended at ${formatTimestamp(toTimestamp(expiresAt))}, ${came}`);
}
