import { toQuantity, type OrderId, type Quantity } from 'argosy/core';
import type { ExecutionOutcome } from 'argosy/domain';

import { openQty, unsentQty, type Execution } from './execution.ts';

/** How far a parent order has come. */
export type ExecutionProgress = {
  readonly id: OrderId;
  readonly state: Execution['state'];
  readonly outcome: ExecutionOutcome | null;
  readonly reason: string | null;
  /** The code of the check that stands in the way of the next child. */
  readonly held: string | null;
  readonly children: number;
  /** qty = filled + open + left, but for what a broker has filled beyond it. */
  readonly qty: Quantity;
  readonly filled: Quantity;
  readonly open: Quantity;
  readonly left: Quantity;
  /** In scaled price units, fractions included; null without fills. */
  readonly averagePrice: number | null;
  /** The middle of the market as it was decided; null where none was known. */
  readonly arrivalPrice: number | null;
  /** How much worse than the arrival price it filled, in hundredths of a percent; below zero is better. */
  readonly slippageBps: number | null;
};

/** How far a parent order has come. */
export function progressOf(execution: Execution): ExecutionProgress {
  const { request, state, outcome, reason, held, children, qty, filled } = execution;
  const averagePrice = filled === 0 ? null : Number(execution.filledValue) / filled;
  const { mid2 } = execution.touch;
  const arrivalPrice = mid2 === null ? null : mid2 / 2;
  return {
    id: request.id,
    state,
    outcome,
    reason,
    held,
    children,
    qty,
    filled,
    open: toQuantity(openQty(execution)),
    left: toQuantity(unsentQty(execution)),
    averagePrice,
    arrivalPrice,
    slippageBps: slippageOf(request.side === 'buy' ? 1 : -1, averagePrice, arrivalPrice),
  };
}

function slippageOf(sign: number, average: number | null, arrival: number | null): number | null {
  if (average === null || arrival === null || arrival === 0) return null;
  return (sign * (average - arrival) * BPS) / Math.abs(arrival);
}

const BPS = 10_000;
