import { formatScaled, type Refusal } from 'argosy/core';
import { limitOf, type Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { isReducing } from './reducing.ts';

const BPS = 10_000;

/** P-32: size and price are not far from what is usual, as those of a slip of the finger are. */
export function checkUnusual(context: CheckContext): Refusal | null {
  const { instrument } = context;
  if (instrument === undefined) return null;
  const refusal = checkPriceDistance(context, instrument);
  if (refusal !== null || isReducing(context)) return refusal;
  return checkOwnSize(context, instrument) ?? checkVolumeShare(context, instrument);
}

function checkOwnSize(context: CheckContext, { sizePrecision }: Instrument): Refusal | null {
  const limit = context.limits.maxSizeOverMedian;
  if (limit === null) return null;
  const median2 = context.record.medianQty2(limit.least);
  if (median2 === null || 2 * context.qty <= limit.times * median2) return null;
  const asked = formatScaled(context.qty, sizePrecision);
  const median = formatScaled(5 * median2, sizePrecision + 1);
  return riskRefusal(
    'SIZE_UNUSUAL',
    `quantity ${asked}, own median ${median}, limit ${limit.times} times`,
  );
}

function checkVolumeShare(
  { limits, qty }: CheckContext,
  { id, sizePrecision }: Instrument,
): Refusal | null {
  const limit = limits.maxVolumeShare;
  const volume = limit?.volumes.get(id);
  if (limit === null || volume === undefined || qty * BPS <= volume * limit.bps) return null;
  const [asked, daily] = [qty, volume].map((n) => formatScaled(n, sizePrecision));
  return riskRefusal(
    'VOLUME_SHARE_LIMIT',
    `quantity ${asked}, daily volume ${daily}, limit ${limit.bps} bps`,
  );
}

/** Only a limit on the paying side is a danger: one that is far from the market does nothing. */
function checkPriceDistance(context: CheckContext, { pricePrecision }: Instrument): Refusal | null {
  const { limits, terms, request, prices } = context;
  const limit = limitOf(terms);
  if (limits.maxPriceDistanceBps === null || limit === null) return null;
  if (Number.isNaN(prices.last2)) return null;
  const beyond2 = (request.side === 'buy' ? 1 : -1) * (2 * limit - prices.last2);
  if (beyond2 * BPS <= limits.maxPriceDistanceBps * prices.last2) return null;
  const asked = formatScaled(limit, pricePrecision);
  const last = formatScaled(5 * prices.last2, pricePrecision + 1);
  return riskRefusal(
    'PRICE_UNUSUAL',
    `limit ${asked}, last ${last}, at most ${limits.maxPriceDistanceBps} bps beyond`,
  );
}
