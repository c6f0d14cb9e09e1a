import { formatScaled, formatScaledBigint, type Refusal } from 'argosy/core';
import { isConditional, limitOf, type Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { computeOrderValue, referencePrice } from './order-value.ts';
import { isReducing } from './reducing.ts';

/** P-14: an order without a price bound is not worth more than the limit of its currency. */
export function checkMarketValue(context: CheckContext): Refusal | null {
  const { limits, instrument, terms } = context;
  if (instrument === undefined || isConditional(terms) || limitOf(terms) !== null) return null;
  const limit = limits.maxMarketNotional.get(instrument.currency);
  if (limit === undefined || isReducing(context)) return null;
  const value = valueOf(context, instrument);
  if (value === null) return riskRefusal('MARKET_PRICE_UNKNOWN', instrument.id);
  return value <= limit ? null : refuseValue(context, 'MARKET_VALUE_LIMIT', { value, limit });
}

/** P-15: the account's open orders are together not worth more than the limit of their currency. */
export function checkOpenValue(context: CheckContext): Refusal | null {
  const { limits, instrument, record } = context;
  if (instrument === undefined) return null;
  const limit = limits.maxOpenNotional.get(instrument.currency);
  if (limit === undefined || isReducing(context)) return null;
  const own = valueOf(context, instrument);
  if (own === null) return riskRefusal('MARKET_PRICE_UNKNOWN', instrument.id);
  const value = own + record.openValue();
  return value <= limit ? null : refuseValue(context, 'OPEN_VALUE_LIMIT', { value, limit });
}

/** P-19: with everything that works on its side, the account's position stays within the limit. */
export function checkPositionLimit(context: CheckContext): Refusal | null {
  const { limits, instrument, request, qty, filled, held } = context;
  if (instrument === undefined) return null;
  const { byInstrument, default: general } = limits.maxPosition;
  const limit = byInstrument.get(instrument.id) ?? general;
  if (limit === null || isReducing(context)) return null;
  const sign = request.side === 'buy' ? 1 : -1;
  const after = sign * held.accountQty + held.workingAccountQty + qty - filled;
  if (after <= limit) return null;
  const [would, most] = [after, limit].map((n) => formatScaled(n, instrument.sizePrecision));
  return riskRefusal('POSITION_LIMIT', `position would be ${would}, limit ${most}`);
}

function valueOf(context: CheckContext, instrument: Instrument): bigint | null {
  const price = referencePrice(context);
  return price === null ? null : computeOrderValue(context, instrument, price);
}

function refuseValue(
  { instrument, ledgerScale }: CheckContext,
  code: 'MARKET_VALUE_LIMIT' | 'OPEN_VALUE_LIMIT',
  { value, limit }: { readonly value: bigint; readonly limit: bigint },
): Refusal {
  const [worth, most] = [value, limit].map((amount) => formatScaledBigint(amount, ledgerScale));
  return riskRefusal(code, `worth ${worth} ${instrument?.currency ?? ''}, limit ${most}`);
}
