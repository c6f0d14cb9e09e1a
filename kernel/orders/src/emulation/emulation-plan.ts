import { toPrice } from 'argosy/core';
import {
  firedTerms,
  instructOrder,
  isConditional,
  type OrderRequest,
  type OrderTerms,
} from 'argosy/domain';

/** Whether a venue does an order by itself, on these terms. */
export type Supports = (request: OrderRequest, terms: OrderTerms) => boolean;

/** What we do for an order that its venue does not do by itself. */
export type EmulationPlan = {
  /**
   * - `asked`: it leaves as it was asked for.
   * - `held`: it waits here for the price that lets it go.
   * - `priced`: it leaves as a limit at the price of now, and what that leaves of it rests there.
   */
  readonly way: 'asked' | 'held' | 'priced';
  /** Whether we end it at its instant: the venue would let it work on. */
  readonly isTimed: boolean;
};

/** What can be done for an order: nothing has to be, that, or nothing can be. */
export type Emulation = 'native' | EmulationPlan | 'unsupported';

/**
 * How an order that a venue may not know comes to be done there all the same. What it can do by itself
 * it does: it goes on when we do not. Only what waits for a price can be held here, and only the end of
 * an order can be ours; what is shown of it and that it never takes are in the venue's hands alone.
 */
export function planEmulation(
  request: OrderRequest,
  terms: OrderTerms,
  supports: Supports,
): Emulation {
  const isTimed = whoEnds(request, terms, supports);
  if (isTimed !== null) return isTimed ? { way: 'asked', isTimed } : 'native';
  const others = otherTerms(request, terms);
  const areOthersTimed = others === null ? null : whoEnds(request, others, supports);
  if (areOthersTimed === null) return 'unsupported';
  return { way: isConditional(terms) ? 'held' : 'priced', isTimed: areOthersTimed };
}

/** The order as it leaves for its venue: without what that does not know, as we do it here. */
export function leavingRequest(request: OrderRequest, plan: Emulation): OrderRequest {
  const plain = plainRequest(request, request.terms);
  return typeof plan === 'object' && plan.isTimed ? withoutEnd(plain) : plain;
}

/** A price that fires is nothing to say of an order that does not wait for one any more. */
function plainRequest(request: OrderRequest, terms: OrderTerms): OrderRequest {
  const { instructions, ...rest } = request;
  if (instructions === undefined || instructions.triggerBy === null || isConditional(terms)) {
    return request;
  }
  return instructOrder(rest, { ...instructions, triggerBy: null });
}

/** The same order until it is canceled; itself where it has no instant to end at. */
function withoutEnd(request: OrderRequest): OrderRequest {
  if (request.tif !== 'GTD') return request;
  const { instructions, ...rest } = request;
  return instructOrder({ ...rest, tif: 'GTC' }, { ...instructions, expiresAt: null });
}

/** Whether we have to end an order that a venue does on these terms; null where it does not. */
function whoEnds(request: OrderRequest, terms: OrderTerms, supports: Supports): boolean | null {
  const plain = plainRequest(request, terms);
  if (supports(plain, terms)) return false;
  const open = withoutEnd(plain);
  return open !== plain && supports(open, terms) ? true : null;
}

/**
 * What it may leave with in the place of these; null where that is nothing. Of prices that are not known
 * yet any will do: venues tell apart kinds.
 */
function otherTerms({ side }: OrderRequest, terms: OrderTerms): OrderTerms | null {
  if (terms.type === 'marketToLimit') return { type: 'limit', limit: toPrice(0) };
  if (!isConditional(terms)) return null;
  return firedTerms(terms, side) ?? { type: 'limit', limit: toPrice(0) };
}
