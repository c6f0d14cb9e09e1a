import { formatScaled, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** P-20: an order that says it only reduces takes no more than its position still is. */
export function checkReduceOnly(context: CheckContext): Refusal | null {
  const { request, qty, filled, held, instrument } = context;
  if (!request.reduceOnly) return null;
  const closable = (request.side === 'sell' ? 1 : -1) * held.positionQty;
  const wanted = qty - filled + held.workingPositionQty;
  if (wanted <= closable) return null;
  const toText = (value: number): string => formatScaled(value, instrument?.sizePrecision ?? 0);
  const detail = `${request.side} ${toText(wanted)} with what works, position ${toText(held.positionQty)}`;
  return riskRefusal('REDUCE_ONLY_WOULD_INCREASE', detail);
}
