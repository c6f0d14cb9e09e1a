import { formatScaled, type Refusal } from 'argosy/core';
import { limitOf, type OrderRequest, type OrderTerms } from 'argosy/domain';
import type { EmulationPlan } from 'argosy/orders';
import { emulationUnder } from 'argosy/risk';

import type { TradingParts } from '../trading-parts.ts';
import { isTrading, knownMoment } from './fresh-prices.ts';

/**
 * Why an order may not leave that only makes, at a venue that does not look at it: the price of now would fill
 * it, or nobody knows that price. While orders are collected nobody takes. A price that crosses it on its way
 * it takes. Of one that goes in parts its venue would refuse each by itself, and it would soon have failed: what
 * is known to take waits here.
 */
export function refusalOfTaking(
  parts: TradingParts,
  request: OrderRequest,
  terms: OrderTerms,
): Refusal | null {
  const { config } = parts;
  const plan = emulationUnder(config.limits, request, terms);
  const limit = limitOf(terms);
  const index = config.instruments.indexOf(request.instrument);
  if (typeof plan !== 'object' || !isLookedAt(plan, request)) return null;
  if (limit === null || index === undefined || !isTrading(parts, index)) return null;
  const { bid, ask } = knownMoment(parts, index);
  const isBuy = request.side === 'buy';
  const price = isBuy ? ask : bid;
  if (Number.isNaN(price)) {
    if (!plan.isWatched) return null;
    const reason = `${request.instrument} has no price that ${request.id} could be known to leave alone`;
    return { code: 'MARKET_PRICE_UNKNOWN', reason };
  }
  if (isBuy ? limit < price : limit > price) return null;
  const { pricePrecision } = config.instruments.at(index);
  const [asked, met] = [limit, price].map((one) => formatScaled(one, pricePrecision));
  return { code: 'POST_ONLY_WOULD_TAKE', reason: `limit ${asked}, price ${met}` };
}

function isLookedAt({ isWatched, way }: EmulationPlan, { instructions }: OrderRequest): boolean {
  return isWatched || (way === 'sliced' && instructions?.postOnly === true);
}
