import { toTimestamp, type Timestamp } from 'argosy/core';
import type { ExecutionPlan, Instrument, OrderRequest } from 'argosy/domain';
import { leastIcebergPart, scheduleOf } from 'argosy/orders';

import type { TradingParts } from '../trading-parts.ts';
import { leastQty } from './child-qty.ts';

/** How many children one parent may make. */
export const CHILDREN_MAX = 10_000;

/**
 * Why a parent would come to its last child before it is done; null where it need not. An unknown instrument is
 * told by a check of its own. Children that come back unfilled nobody can count beforehand, nor how small the
 * parts are that a market's volume asks for.
 */
export function excessOfChildren(
  { config, emitter }: TradingParts,
  { request, plan }: { readonly request: OrderRequest; readonly plan: ExecutionPlan },
  made: number,
): string | null {
  const { qty } = request;
  const instrument = config.instruments.find(request.instrument);
  if (instrument === undefined || qty <= 0) return null;
  const part = largestChild(instrument, plan);
  const startAt = plan.startAt ?? emitter.now;
  const needed = made + childrenOf(plan, { qty, part, startAt, lot: instrument.lot });
  if (needed <= CHILDREN_MAX) return null;
  return `${qty} more in children of at most ${part} makes ${needed} of them, at most ${CHILDREN_MAX} are made`;
}

/** How much one child may have; of parts that vary, the smallest counts. */
function largestChild(instrument: Instrument, { algorithm }: ExecutionPlan): number {
  const { lot, maxQty } = instrument;
  const of = { lot, least: leastQty(instrument) };
  const part = algorithm.type === 'iceberg' ? leastIcebergPart(algorithm, of) : maxQty;
  const most = Math.min(part, maxQty);
  return Math.max(of.least, most - (most % lot));
}

type Cut = {
  readonly qty: number;
  readonly part: number;
  readonly startAt: Timestamp;
  readonly lot: number;
};

function childrenOf({ algorithm, endAt }: ExecutionPlan, { qty, part, startAt, lot }: Cut): number {
  const schedule = startAt < endAt ? scheduleOf(algorithm, { startAt, endAt }) : null;
  if (schedule === null) return Math.ceil(qty / part);
  const units = Math.floor(qty / lot);
  let count = 0;
  let due = 0;
  let at: Timestamp | null = toTimestamp(startAt);
  while (at !== null) {
    const dueThen = schedule.dueBy(at, units) * lot;
    count += Math.ceil((dueThen - due) / part);
    due = dueThen;
    at = schedule.nextAfter(at);
  }
  return count;
}
