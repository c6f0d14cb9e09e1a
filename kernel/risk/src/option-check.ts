import { formatScaled, formatTimestamp, type Refusal } from 'argosy/core';
import type { Option } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { isReducing } from './reducing.ts';

const BPS = 10_000;

/**
 * P-27: an option is written naked only by an account that may, and none is opened close to its
 * expiry or far from its underlying. Closes pass.
 */
export function checkOption(context: CheckContext): Refusal | null {
  const { instrument, limits } = context;
  if (instrument?.kind !== 'option' || limits.rules.options === undefined) return null;
  if (isReducing(context)) return null;
  return (
    checkWriting(context, instrument) ??
    checkExpiry(context, instrument) ??
    checkStrike(context, instrument)
  );
}

/** Bought options of the same right that live as long cover written ones, one for one. */
function checkWriting(context: CheckContext, { sizePrecision }: Option): Refusal | null {
  const { limits, request, qty, filled, held, record } = context;
  const writers = limits.rules.options?.nakedWriters ?? null;
  if (writers === null || request.side === 'buy' || writers.includes(request.account)) return null;
  const written = qty - filled + held.workingAccountQty - held.accountQty;
  if (written <= 0) return null;
  const cover = record.optionCover();
  if (written <= cover) return null;
  const [would, covered] = [written, cover].map((value) => formatScaled(value, sizePrecision));
  const detail = `account ${request.account} would have written ${would}, covered ${covered}`;
  return riskRefusal('NAKED_OPTION_NOT_PERMITTED', detail);
}

function checkExpiry({ limits, now }: CheckContext, { expiresAt }: Option): Refusal | null {
  const before = limits.rules.options?.closedBeforeExpiry ?? null;
  if (before === null || now < expiresAt - before) return null;
  const detail = `expires at ${formatTimestamp(expiresAt)}, only closes in the last ${before} µs`;
  return riskRefusal('OPTION_NEAR_EXPIRY', detail);
}

function checkStrike({ limits, underlying }: CheckContext, option: Option): Refusal | null {
  const bps = limits.rules.options?.strikeDistanceBps ?? null;
  if (bps === null) return null;
  if (underlying === null || Number.isNaN(underlying.last2)) {
    return riskRefusal('MARKET_PRICE_UNKNOWN', option.underlying);
  }
  const { last2, pricePrecision } = underlying;
  const strike2 = 2 * option.strike * 10 ** pricePrecision;
  const under2 = last2 * 10 ** option.pricePrecision;
  if (Math.abs(strike2 - under2) * BPS <= bps * under2) return null;
  const strike = formatScaled(option.strike, option.pricePrecision);
  const last = formatScaled(5 * last2, pricePrecision + 1);
  const detail = `strike ${strike}, ${option.underlying} at ${last}, at most ${bps} bps away`;
  return riskRefusal('STRIKE_TOO_FAR', detail);
}
