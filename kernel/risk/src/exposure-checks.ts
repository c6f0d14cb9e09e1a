import { formatScaled, type Refusal } from 'argosy/core';
import { isConditional, limitOf } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { isReducing } from './reducing.ts';
import { checkValue } from './value-limit.ts';

/** P-14: an order without a price bound is not worth more than the limit of its currency. */
export function checkMarketValue(context: CheckContext): Refusal | null {
  const { limits, instrument, terms } = context;
  if (instrument === undefined || isConditional(terms) || limitOf(terms) !== null) return null;
  const limit = limits.maxMarketNotional.get(instrument.currency) ?? null;
  return checkValue(context, { code: 'MARKET_VALUE_LIMIT', limit, inBase: null });
}

/**
 * P-15: the account's open orders are together not worth more than the limit of their currency, nor
 * those in all currencies than what was set in that of the account.
 */
export function checkOpenValue(context: CheckContext): Refusal | null {
  const { limits, instrument, record, setValues } = context;
  if (instrument === undefined) return null;
  const limit = limits.maxOpenNotional.get(instrument.currency) ?? null;
  return checkValue(context, {
    code: 'OPEN_VALUE_LIMIT',
    limit,
    inBase: setValues.open,
    beside: { own: () => record.openValue(), inBase: () => record.openValueInBase() },
  });
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
