import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { computeOrderValue, referencePrice } from './order-value.ts';
import { isReducing } from './reducing.ts';
import { valuesText } from './value-limit.ts';

/** P-25: positions and open orders of all accounts are together not worth more than the firm's threshold. */
export function checkFirmValue(context: CheckContext): Refusal | null {
  const { limits, instrument, record, ledgerScale } = context;
  if (instrument === undefined) return null;
  const limit = limits.rules.maxFirmValue?.get(instrument.currency);
  if (limit === undefined || isReducing(context)) return null;
  const price = referencePrice(context);
  if (price === null) return riskRefusal('MARKET_PRICE_UNKNOWN', instrument.id);
  const value = computeOrderValue(context, instrument, price) + record.firmValue();
  if (value <= limit) return null;
  const detail = valuesText([value, limit], instrument.currency, ledgerScale);
  return riskRefusal('FIRM_VALUE_LIMIT', `all accounts would be ${detail}`);
}
