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

/** What of an order is in our hands as it works at its venue, which does not look at it. */
type Ours = {
  /** Whether we end it at its instant: the venue would let it work on. */
  readonly isTimed: boolean;
  /** Whether we look that it does not take as it leaves: the venue would let it. */
  readonly isWatched: boolean;
};

/** What we do for an order that its venue does not do by itself. */
export type EmulationPlan = Ours & {
  /**
   * - `asked`: it leaves as it was asked for.
   * - `held`: it waits here for the price that lets it go.
   * - `priced`: it leaves as a limit at the price of now, and what that leaves of it rests there.
   * - `later`: it waits here for its auction, and leaves as one for the day once orders for that are taken.
   * - `sliced`: a parent order works it, whose children are what is shown of it, one after the other.
   */
  readonly way: 'asked' | 'held' | 'priced' | 'later' | 'sliced';
};

/** What can be done for an order: nothing has to be, that, or nothing can be. */
export type Emulation = 'native' | EmulationPlan | 'unsupported';

const nothingOurs: Ours = { isTimed: false, isWatched: false };
/** What may be ours of an order, the least first. */
const mayBeOurs: readonly Ours[] = [
  nothingOurs,
  { isTimed: true, isWatched: false },
  { isTimed: false, isWatched: true },
  { isTimed: true, isWatched: true },
];

/**
 * How an order that a venue may not know comes to be done there all the same. What it can do by itself
 * it does: it goes on when we do not. What waits, for a price or for an auction, can be held here; the end of
 * an order can be ours, and a look at the price as it leaves. What shows a part of itself can be sent part by part.
 */
export function planEmulation(
  request: OrderRequest,
  terms: OrderTerms,
  supports: Supports,
): Emulation {
  const ours = whatIsOurs(request, terms, supports);
  if (ours === nothingOurs) return 'native';
  if (ours !== null) return { way: 'asked', ...ours };
  if (isForAuction(request)) return planAuction(request, terms, supports);
  if (isShownInParts(request) && terms.type === 'limit') {
    return planSlices(request, terms, supports);
  }
  const others = otherTerms(request, terms);
  const oursThen = others === null ? null : whatIsOursThen(request, others, supports);
  if (oursThen === null) return 'unsupported';
  return { way: isConditional(terms) ? 'held' : 'priced', ...oursThen };
}

/** Whether an order is for one auction of its day. */
export function isForAuction({ tif }: Pick<OrderRequest, 'tif'>): boolean {
  return tif === 'AT_OPEN' || tif === 'AT_CLOSE';
}

/** The order as it leaves for its venue: without what that does not know, as we do it here. */
export function leavingRequest(request: OrderRequest, plan: Emulation): OrderRequest {
  const plain = plainRequest(request, request.terms);
  if (typeof plan !== 'object') return plain;
  if (plan.way === 'sliced') return shownWhole(plain);
  return plan.way === 'later' ? forTheDay(plain) : withoutOurs(plain, plan);
}

/** What takes, or takes or rests, at an auction does so as an order of the day; nothing else is for one. */
function planAuction(request: OrderRequest, terms: OrderTerms, supports: Supports): Emulation {
  const isPlain = terms.type === 'market' || terms.type === 'limit';
  const isKnown = isPlain && supports(forTheDay(plainRequest(request, terms)), terms);
  return isKnown ? { way: 'later', ...nothingOurs } : 'unsupported';
}

/** A limit order can be sent in parts. */
function planSlices(request: OrderRequest, terms: OrderTerms, supports: Supports): Emulation {
  const ours = whatIsOurs(shownWhole(request), terms, supports);
  return ours === null ? 'unsupported' : { way: 'sliced', ...ours };
}

/** Whether an order shows no more than a part of itself. */
export function isShownInParts({ instructions }: OrderRequest): boolean {
  return instructions !== undefined && instructions.display !== null;
}

/** The same order, all of which is shown. */
export function shownWhole(request: OrderRequest): OrderRequest {
  const { instructions, ...rest } = request;
  return instructOrder(rest, { ...instructions, display: null });
}

function forTheDay(request: OrderRequest): OrderRequest {
  return { ...request, tif: 'DAY' };
}

/** A price that fires is nothing to say of an order that does not wait for one any more. */
function plainRequest(request: OrderRequest, terms: OrderTerms): OrderRequest {
  const { instructions, ...rest } = request;
  if (instructions === undefined || instructions.triggerBy === null || isConditional(terms)) {
    return request;
  }
  return instructOrder(rest, { ...instructions, triggerBy: null });
}

/** The same order without what is ours of it; itself where it has none of that. */
function withoutOurs(request: OrderRequest, ours: Ours): OrderRequest {
  const isEnding = ours.isTimed && request.tif === 'GTD';
  const isMaking = ours.isWatched && request.instructions?.postOnly === true;
  if (!isEnding && !isMaking) return request;
  const { instructions, ...rest } = request;
  const { expiresAt = null, postOnly = false } = instructions ?? {};
  return instructOrder(isEnding ? { ...rest, tif: 'GTC' } : rest, {
    ...instructions,
    expiresAt: isEnding ? null : expiresAt,
    postOnly: postOnly && !isMaking,
  });
}

/** What is ours of an order once it leaves on other terms, as a whole or in parts. */
function whatIsOursThen(request: OrderRequest, terms: OrderTerms, supports: Supports): Ours | null {
  const ours = whatIsOurs(request, terms, supports);
  if (ours !== null || !isShownInParts(request)) return ours;
  return whatIsOurs(shownWhole(request), terms, supports);
}

/** The least that has to be ours for a venue to do the rest on these terms; null where it does not. */
function whatIsOurs(request: OrderRequest, terms: OrderTerms, supports: Supports): Ours | null {
  const plain = plainRequest(request, terms);
  return mayBeOurs.find((ours) => supports(withoutOurs(plain, ours), terms)) ?? null;
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
