import { formatScaled, formatScaledBigint, type Refusal } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { toExposure } from './exposure.ts';
import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { referencePrice } from './order-value.ts';
import { isReducing } from './reducing.ts';

const BPS = 10_000n;

/** P-26: no instrument is too much of an account, and none is a penny share. Closes pass. */
export function checkConcentration(context: CheckContext): Refusal | null {
  const { instrument, limits } = context;
  if (instrument === undefined) return null;
  const { concentrationBps, leastPriceHundredths } = limits.rules;
  if (concentrationBps === undefined && leastPriceHundredths === undefined) return null;
  if (isReducing(context)) return null;
  return checkPenny(context, instrument) ?? checkShare(context, instrument);
}

/** What a derivative costs says nothing of the share behind it. */
function checkPenny({ limits, prices }: CheckContext, instrument: Instrument): Refusal | null {
  const least = limits.rules.leastPriceHundredths?.get(instrument.currency);
  if (least === undefined || instrument.kind !== 'equity') return null;
  const { last2 } = prices;
  const { id, pricePrecision } = instrument;
  if (Number.isNaN(last2)) return riskRefusal('MARKET_PRICE_UNKNOWN', id);
  if (last2 * 100 >= 2 * least * 10 ** pricePrecision) return null;
  const last = formatScaled(5 * last2, pricePrecision + 1);
  return riskRefusal('PENNY_INSTRUMENT', `last ${last}, at least ${formatScaled(least, 2)}`);
}

function checkShare(context: CheckContext, instrument: Instrument): Refusal | null {
  const { limits, request, qty, filled, held, ledgerScale, base, baseScale } = context;
  const bps = limits.rules.concentrationBps;
  if (bps === undefined) return null;
  const price = referencePrice(context);
  const { equity } = context;
  if (price === null) return riskRefusal('MARKET_PRICE_UNKNOWN', instrument.id);
  const sign = request.side === 'buy' ? 1 : -1;
  const after = sign * held.accountQty + held.workingAccountQty + qty - filled;
  const exposure = toExposure(instrument, price, after, ledgerScale);
  const value = context.toBase(exposure, instrument.currency);
  if (value === null || equity === null) {
    return riskRefusal('MARKET_PRICE_UNKNOWN', `a rate to ${base}`);
  }
  if (value * BPS <= BigInt(bps) * equity) return null;
  const [worth, whole] = [value, equity].map((amount) => formatScaledBigint(amount, baseScale));
  const detail = `would be worth ${worth} ${base}, equity ${whole}, limit ${bps} bps`;
  return riskRefusal('CONCENTRATION_LIMIT', detail);
}
