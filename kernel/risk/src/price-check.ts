import { formatScaled, type Refusal } from 'argosy/core';
import { isConditional, limitOf, ownTriggerOf, type Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal, type RiskErrorCode } from './errors.ts';
import { referencePrice } from './order-value.ts';

const BPS = 10_000;

/**
 * P-10: the prices of the order lie within the day's band, and its limit does not pay far beyond the
 * last price. A close is no exception: the exchange would refuse it all the same.
 */
export function checkPriceBand(context: CheckContext): Refusal | null {
  const { request, instrument, terms } = context;
  if (instrument === undefined) return null;
  return (
    checkBand(context, instrument, limitOf(terms)) ??
    checkBand(context, instrument, ownTriggerOf(request, terms)) ??
    checkProtection(context, instrument)
  );
}

/**
 * P-11: the order trades no further from its reference than the collar lets it, and a market order
 * only on a price that is fresh. What a stop meets is not known before it fires.
 */
export function checkCollar(context: CheckContext): Refusal | null {
  const { instrument, limits, terms } = context;
  const { collar } = limits.rules;
  if (instrument === undefined || collar === undefined) return null;
  if (isConditional(terms)) return null;
  const stale = limitOf(terms) === null ? checkFresh(context, collar.staleAfter) : null;
  if (stale !== null || collar.bps === null) return stale;
  const given = collar.references.get(instrument.id);
  const reference2 = given === undefined ? context.prices.last2 : 2 * given;
  const price = referencePrice(context);
  if (price === null || Number.isNaN(reference2)) return null;
  if (beyond2(context, price, reference2) * BPS <= collar.bps * reference2) return null;
  return refusePrice('PRICE_COLLAR', instrument, {
    price,
    bound: `reference ${last2Text(reference2, instrument)}, at most ${collar.bps} bps beyond`,
  });
}

function checkBand(
  context: CheckContext,
  instrument: Instrument,
  price: number | null,
): Refusal | null {
  const bands = context.limits.rules.priceBands;
  if (bands === undefined || price === null) return null;
  const band = bands.byInstrument.get(instrument.id);
  if (band === undefined) return checkDummyBand(context, instrument, price);
  if (price >= band.low && price <= band.high) return null;
  const [low, high] = [band.low, band.high].map((end) => priceText(end, instrument));
  return refusePrice('PRICE_BAND', instrument, { price, bound: `band ${low} to ${high}` });
}

function checkDummyBand(
  { limits, prices: { last2 } }: CheckContext,
  instrument: Instrument,
  price: number,
): Refusal | null {
  const bps = limits.rules.priceBands?.dummyBps ?? null;
  if (bps === null || Number.isNaN(last2)) return null;
  if (Math.abs(2 * price - last2) * BPS <= bps * Math.abs(last2)) return null;
  const bound = `last ${last2Text(last2, instrument)}, at most ${bps} bps from it`;
  return refusePrice('PRICE_BAND', instrument, { price, bound });
}

function checkProtection(context: CheckContext, instrument: Instrument): Refusal | null {
  const rule = context.limits.rules.limitProtection?.[instrument.kind];
  const limit = limitOf(context.terms);
  const { last2 } = context.prices;
  if (rule === undefined || limit === null || Number.isNaN(last2)) return null;
  const beyond = beyond2(context, limit, last2);
  const least2 = 2 * rule.leastHundredths * 10 ** instrument.pricePrecision;
  if (beyond * BPS <= rule.bps * Math.abs(last2) || beyond * 100 <= least2) return null;
  const least = formatScaled(rule.leastHundredths, 2);
  return refusePrice('LIMIT_PRICE_PROTECTION', instrument, {
    price: limit,
    bound: `last ${last2Text(last2, instrument)}, at most ${rule.bps} bps or ${least} beyond`,
  });
}

function checkFresh(
  { prices: { last2 }, lastAt, now, request }: CheckContext,
  staleAfter: number | null,
): Refusal | null {
  if (staleAfter === null) return null;
  if (lastAt === null || Number.isNaN(last2)) {
    return riskRefusal('REFERENCE_STALE', `no price of ${request.instrument} is known`);
  }
  const age = now - lastAt;
  if (age <= staleAfter) return null;
  return riskRefusal('REFERENCE_STALE', `last price ${age} µs old, limit ${staleAfter} µs`);
}

/** Twice the distance by which an order pays more than a reference; below zero it pays less. */
function beyond2({ request }: CheckContext, price: number, reference2: number): number {
  return (request.side === 'buy' ? 1 : -1) * (2 * price - reference2);
}

function refusePrice(
  code: RiskErrorCode,
  instrument: Instrument,
  { price, bound }: { readonly price: number; readonly bound: string },
): Refusal {
  return riskRefusal(code, `price ${priceText(price, instrument)}, ${bound}`);
}

function priceText(price: number, { pricePrecision }: Instrument): string {
  return formatScaled(price, pricePrecision);
}

function last2Text(last2: number, { pricePrecision }: Instrument): string {
  return formatScaled(5 * last2, pricePrecision + 1);
}
