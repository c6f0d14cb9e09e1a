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
  /** Whether it waits here for the price that lets it go. */
  readonly isHeld: boolean;
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
  const asked = plainRequest(request, terms);
  if (supports(asked, terms)) return 'native';
  const open = withoutEnd(asked);
  if (open !== asked && supports(open, terms)) return { isHeld: false, isTimed: true };
  const fired = isConditional(terms) ? heldTerms(request, terms) : null;
  if (fired === null) return 'unsupported';
  const released = plainRequest(request, fired);
  if (supports(released, fired)) return { isHeld: true, isTimed: false };
  const openOne = withoutEnd(released);
  return openOne !== released && supports(openOne, fired)
    ? { isHeld: true, isTimed: true }
    : 'unsupported';
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

/** What it is sent as once it has fired; the limit of a trailing stop is none of it before that. */
function heldTerms({ side }: OrderRequest, terms: OrderTerms): OrderTerms | null {
  return terms.type === 'trailingStopLimit' && terms.trigger === null
    ? { type: 'limit', limit: terms.limitOffset }
    : firedTerms(terms, side);
}
