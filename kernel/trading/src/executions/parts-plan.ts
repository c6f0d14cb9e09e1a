import { assert, type Timestamp } from 'argosy/core';
import { NO_DEADLINE, type ExecutionPlan, type OrderRequest } from 'argosy/domain';

import { dayEndOf } from '../emulation/auction-times.ts';
import type { TradingParts } from '../trading-parts.ts';

/** How an order that shows a part of itself is worked: one part after the other, until it would end. */
export function partsPlanOf(parts: TradingParts, request: OrderRequest): ExecutionPlan {
  const shown = request.instructions?.display ?? null;
  assert(shown !== null, `order ${request.id} shows a part of itself`);
  const endAt = endOf(parts, request);
  return { algorithm: { type: 'iceberg', shown }, startAt: null, endAt, atEnd: 'cancel' };
}

/** It ends as its order would: with its day, at its instant, or by its owner alone. */
function endOf({ config, emitter }: TradingParts, request: OrderRequest): Timestamp {
  const { tif, instructions, instrument } = request;
  // What nobody lists has no day; it is denied in a moment.
  if (tif === 'DAY' && config.instruments.find(instrument) === undefined) return NO_DEADLINE;
  if (tif === 'DAY') return dayEndOf(config, instrument, emitter.now);
  return tif === 'GTD' ? (instructions?.expiresAt ?? NO_DEADLINE) : NO_DEADLINE;
}
