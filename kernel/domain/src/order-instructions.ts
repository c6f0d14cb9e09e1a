import type { Quantity, Timestamp } from 'argosy/core';

import type { OrderInstructions, OrderRequest, TriggerSource } from './order.ts';

/** Instructions of which each may be left out. */
export type GivenInstructions = {
  readonly triggerBy?: TriggerSource | null;
  readonly display?: Quantity | null;
  readonly postOnly?: boolean;
  readonly expiresAt?: Timestamp | null;
};

/**
 * An order with instructions; as it is where they say nothing, so that one order has one form.
 *
 * @example
 * instructOrder(request, { postOnly: true, display: toQuantity(100) });
 */
export function instructOrder(request: OrderRequest, given: GivenInstructions): OrderRequest {
  const { triggerBy = null, display = null, postOnly = false, expiresAt = null } = given;
  // Nearly every order has none: nothing is made for it.
  const isSilent = triggerBy === null && display === null && !postOnly && expiresAt === null;
  return isSilent
    ? request
    : { ...request, instructions: { triggerBy, display, postOnly, expiresAt } };
}

/** Whether instructions say nothing: an order has none then. */
export function isEmpty({ triggerBy, display, postOnly, expiresAt }: OrderInstructions): boolean {
  return triggerBy === null && display === null && !postOnly && expiresAt === null;
}

/** Whether two orders ask for the same besides their terms. */
export function hasSameInstructions(one: OrderRequest, other: OrderRequest): boolean {
  const [a, b] = [one.instructions, other.instructions];
  if (a === undefined || b === undefined) return a === b;
  return (
    a.triggerBy === b.triggerBy &&
    a.display === b.display &&
    a.postOnly === b.postOnly &&
    a.expiresAt === b.expiresAt
  );
}
