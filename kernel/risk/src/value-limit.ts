import { formatScaledBigint, type Currency, type Refusal } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal, type RiskErrorCode } from './errors.ts';
import { computeOrderValue, referencePrice } from './order-value.ts';
import { isReducing } from './reducing.ts';

/** What a value may be at most in the instrument's currency, and in the account's. */
type ValueBound = {
  readonly code: RiskErrorCode;
  readonly limit: bigint | null;
  readonly inBase: bigint | null;
  /** What there is beside the order, in either currency; null while no rate is known. */
  readonly beside?: { readonly own: () => bigint; readonly inBase: () => bigint | null };
};

/**
 * Compares what an order is worth with a limit in its instrument's currency, and with one in its
 * account's: there at the known rate, rounded up. A close passes; without a price or a rate nobody knows.
 */
export function checkValue(context: CheckContext, bound: ValueBound): Refusal | null {
  const { instrument } = context;
  if (instrument === undefined || (bound.limit === null && bound.inBase === null)) return null;
  if (isReducing(context)) return null;
  const price = referencePrice(context);
  if (price === null) return riskRefusal('MARKET_PRICE_UNKNOWN', instrument.id);
  const value = computeOrderValue(context, instrument, price);
  return (
    checkOwn(context, instrument, { ...bound, value }) ??
    checkInBase(context, instrument, { ...bound, value })
  );
}

/** How a refusal names a value and its limit. */
export function valuesText(
  [value, limit]: readonly [bigint, bigint],
  currency: Currency,
  scale: number,
): string {
  const [worth, most] = [value, limit].map((amount) => formatScaledBigint(amount, scale));
  return `worth ${worth} ${currency}, limit ${most} ${currency}`;
}

type Compared = ValueBound & { readonly value: bigint };

function checkOwn(
  { ledgerScale }: CheckContext,
  { currency }: Instrument,
  { code, limit, beside, value }: Compared,
): Refusal | null {
  if (limit === null) return null;
  const total = value + (beside?.own() ?? 0n);
  if (total <= limit) return null;
  return riskRefusal(code, valuesText([total, limit], currency, ledgerScale));
}

function checkInBase(
  context: CheckContext,
  { currency }: Instrument,
  { code, inBase: limit, beside, value }: Compared,
): Refusal | null {
  if (limit === null) return null;
  const { base, baseScale } = context;
  const own = context.toBase(value, currency, 'ceiling');
  const others = beside === undefined ? 0n : beside.inBase();
  if (own === null || others === null) {
    const from = own === null ? currency : 'what is open';
    return riskRefusal('MARKET_PRICE_UNKNOWN', `no rate from ${from} to ${base}`);
  }
  const total = own + others;
  return total <= limit ? null : riskRefusal(code, valuesText([total, limit], base, baseScale));
}
