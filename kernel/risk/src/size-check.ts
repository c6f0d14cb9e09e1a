import { formatScaled, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { isReducing } from './reducing.ts';
import { checkValue } from './value-limit.ts';

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

/**
 * P-13: the order is not worth more than the limit of its instrument, or else of its currency, nor than
 * what was set in the currency of its account.
 */
export function checkOrderNotional(context: CheckContext): Refusal | null {
  const { limits, instrument, setValues } = context;
  if (instrument === undefined) return null;
  const { byInstrument, byCurrency } = limits.maxOrderNotional;
  const limit = byInstrument.get(instrument.id) ?? byCurrency.get(instrument.currency) ?? null;
  return checkValue(context, { code: 'ORDER_NOTIONAL_LIMIT', limit, inBase: setValues.order });
}
