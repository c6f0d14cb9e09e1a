import { assertNever, brand, type Price } from 'argosy/core';

import type { OrderRequest, OrderTerms, Side } from './order.ts';
import { isSameTrail } from './trail.ts';

/** The worst price the terms accept; null where they accept any, or it is not known yet. */
export function limitOf(terms: OrderTerms): Price | null {
  return 'limit' in terms ? terms.limit : null;
}

/** The price at which the terms begin to work; null where they work at once, or it is not known yet. */
export function triggerOf(terms: OrderTerms): Price | null {
  return 'trigger' in terms ? terms.trigger : null;
}

/** The worst price the terms accept once their trigger has fired: of a trailing stop one behind it. */
export function limitOnceFired(terms: OrderTerms, side: Side): Price | null {
  if (terms.type !== 'trailingStopLimit') return limitOf(terms);
  const { trigger, limitOffset } = terms;
  if (trigger === null) return null;
  return brand<Price>(side === 'buy' ? trigger + limitOffset : trigger - limitOffset);
}

/** The trigger as a price of the order's own instrument; null where it has none, or one of the index. */
export function ownTriggerOf(
  { instructions }: Pick<OrderRequest, 'instructions'>,
  terms: OrderTerms,
): Price | null {
  return instructions?.triggerBy === 'index' ? null : triggerOf(terms);
}

/** The price of its own that an order states: its limit once it has fired, else its trigger; null for none. */
export function statedPriceOf(
  request: Pick<OrderRequest, 'instructions' | 'side'>,
  terms: OrderTerms,
): Price | null {
  const isOfIndex = request.instructions?.triggerBy === 'index';
  if (isOfIndex) return limitOf(terms);
  return limitOnceFired(terms, request.side) ?? triggerOf(terms);
}

/** Terms of a stop that follows the price. */
export type TrailingTerms = Extract<
  OrderTerms,
  { readonly type: 'trailingStopMarket' | 'trailingStopLimit' }
>;

/** Whether the terms are a stop that follows the price. */
export function isTrailing(terms: OrderTerms): terms is TrailingTerms {
  return terms.type === 'trailingStopMarket' || terms.type === 'trailingStopLimit';
}

/** Whether the terms wait for a better price than that of now, as those of a target do. */
export function isIfTouched(terms: OrderTerms): boolean {
  return terms.type === 'marketIfTouched' || terms.type === 'limitIfTouched';
}

/** Whether the terms wait for a price before they work. */
export function isConditional(terms: OrderTerms): boolean {
  return terms.type !== 'market' && terms.type !== 'limit' && terms.type !== 'marketToLimit';
}

/** What conditional terms become once their trigger has fired; null where that is not known yet. */
export function firedTerms(terms: OrderTerms, side: Side): OrderTerms | null {
  switch (terms.type) {
    case 'stopMarket':
    case 'marketIfTouched':
    case 'trailingStopMarket':
      return { type: 'market' };
    case 'stopLimit':
    case 'limitIfTouched':
      return { type: 'limit', limit: terms.limit };
    case 'trailingStopLimit': {
      const limit = limitOnceFired(terms, side);
      return limit === null ? null : { type: 'limit', limit };
    }
    case 'market':
    case 'limit':
    case 'marketToLimit':
      return terms;
    default:
      return assertNever(terms);
  }
}

/**
 * Whether two orders ask the same of the market. Where the stop of a trailing order stands and the
 * limit that the rest of a market order got are not asked for: they come of themselves.
 */
export function hasSameTerms(one: OrderTerms, other: OrderTerms): boolean {
  if (one.type === 'marketToLimit') return other.type === one.type;
  if (!isTrailing(one) || !isTrailing(other)) {
    return (
      one.type === other.type &&
      limitOf(one) === limitOf(other) &&
      triggerOf(one) === triggerOf(other)
    );
  }
  if (one.type !== other.type || one.activation !== other.activation) return false;
  return isSameTrail(one.trail, other.trail) && offsetOf(one) === offsetOf(other);
}

function offsetOf(terms: TrailingTerms): number {
  return terms.type === 'trailingStopLimit' ? terms.limitOffset : 0;
}
