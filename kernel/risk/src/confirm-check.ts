import { formatScaledBigint, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { computeOrderValue, referencePrice } from './order-value.ts';
import { isReducing } from './reducing.ts';

/**
 * P-30: an order above the soft limit of its currency comes with the confirmation of a person. An
 * amendment has none: what is to become so large is cancelled and sent anew. While no price is known
 * there is nothing to compare, and the check of funds refuses.
 */
export function checkConfirmation(context: CheckContext): Refusal | null {
  const { limits, instrument, confirmation, ledgerScale } = context;
  if (instrument === undefined || confirmation !== null) return null;
  const limit = limits.rules.confirmAbove?.get(instrument.currency);
  if (limit === undefined || isReducing(context)) return null;
  const price = referencePrice(context);
  if (price === null) return null;
  const value = computeOrderValue(context, instrument, price);
  if (value <= limit) return null;
  const [worth, most] = [value, limit].map((amount) => formatScaledBigint(amount, ledgerScale));
  const { currency } = instrument;
  const detail = `worth ${worth} ${currency}, to be confirmed above ${most} ${currency}`;
  return riskRefusal('CONFIRMATION_NEEDED', detail);
}
