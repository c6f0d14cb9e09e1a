import { formatScaled, formatScaledBigint, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { isReducing } from './reducing.ts';
import { computeOrderValue, referencePrice } from './order-value.ts';

/** P-12: the order is not larger than the limit of its instrument, or else the default. */
export function checkOrderQty(context: CheckContext): Refusal | null {
  const { limits, instrument, qty } = context;
  if (instrument === undefined) return null;
  const { byInstrument, default: general } = limits.maxOrderQty;
  const limit = byInstrument.get(instrument.id) ?? general;
  if (limit === null || qty <= limit || isReducing(context)) return null;
  const [asked, most] = [qty, limit].map((n) => formatScaled(n, instrument.sizePrecision));
  return riskRefusal('ORDER_QTY_LIMIT', `quantity ${asked}, limit ${most}`);
}

/** P-13: the order is not worth more than the limit of its instrument, or else of its currency. */
export function checkOrderNotional(context: CheckContext): Refusal | null {
  const { limits, instrument, ledgerScale } = context;
  if (instrument === undefined) return null;
  const { byInstrument, byCurrency } = limits.maxOrderNotional;
  const limit = byInstrument.get(instrument.id) ?? byCurrency.get(instrument.currency);
  if (limit === undefined || isReducing(context)) return null;
  const price = referencePrice(context);
  if (price === null) return riskRefusal('MARKET_PRICE_UNKNOWN', instrument.id);
  const value = computeOrderValue(context, instrument, price);
  if (value <= limit) return null;
  const [asked, most] = [value, limit].map((n) => formatScaledBigint(n, ledgerScale));
  const detail = `worth ${asked} ${instrument.currency}, limit ${most}`;
  return riskRefusal('ORDER_NOTIONAL_LIMIT', detail);
}
