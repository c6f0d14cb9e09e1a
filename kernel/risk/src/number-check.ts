import { formatScaled, type Refusal } from 'argosy/core';
import type { Instrument, OrderTerms } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal, type RiskErrorCode } from './errors.ts';

/** P-07: price and quantity are exact integers on their grids and within the instrument's bounds. */
export function checkNumbers(context: CheckContext): Refusal | null {
  const { instrument, terms } = context;
  if (instrument === undefined) return null;
  const price = statedPrice(terms);
  const refusal = price === null ? null : checkPrice(price, instrument);
  return refusal ?? checkQty(context, instrument);
}

/** The price that the terms name: a limit, a trigger, or none. */
export function statedPrice(terms: OrderTerms): number | null {
  if (terms.type === 'limit') return terms.limit;
  return terms.type === 'stopMarket' ? terms.trigger : null;
}

function checkPrice(price: number, instrument: Instrument): Refusal | null {
  if (!Number.isSafeInteger(price)) return riskRefusal('NUMBER_OUT_OF_RANGE', `price ${price}`);
  if (price > 0 && price % instrument.tick === 0) return null;
  const text = formatScaled(price, instrument.pricePrecision);
  if (price <= 0) return riskRefusal('PRICE_NOT_POSITIVE', `price ${text}`);
  const tick = formatScaled(instrument.tick, instrument.pricePrecision);
  return riskRefusal('PRICE_OFF_TICK', `price ${text}, tick ${tick}`);
}

function checkQty({ qty, filled }: CheckContext, instrument: Instrument): Refusal | null {
  if (!Number.isSafeInteger(qty)) return riskRefusal('NUMBER_OUT_OF_RANGE', `quantity ${qty}`);
  const refuseAgainst = (code: RiskErrorCode, what: string, bound: number): Refusal => {
    const [asked, limit] = [qty, bound].map((n) => formatScaled(n, instrument.sizePrecision));
    return riskRefusal(code, `quantity ${asked}, ${what} ${limit}`);
  };
  if (qty < instrument.minQty || qty <= 0) {
    return refuseAgainst('QTY_BELOW_MINIMUM', 'minimum', instrument.minQty);
  }
  if (qty > instrument.maxQty) {
    return refuseAgainst('QTY_ABOVE_MAXIMUM', 'maximum', instrument.maxQty);
  }
  if (qty % instrument.lot !== 0) return refuseAgainst('QTY_OFF_LOT', 'lot', instrument.lot);
  return qty > filled ? null : refuseAgainst('QTY_NOT_ABOVE_FILLED', 'filled', filled);
}
