import type { Price } from 'argosy/core';

import type { OrderTerms } from './order.ts';

/** The worst price the terms accept; null where they accept any. */
export function limitOf(terms: OrderTerms): Price | null {
  return terms.type === 'limit' || terms.type === 'stopLimit' ? terms.limit : null;
}

/** The price at which the terms begin to work; null where they work at once. */
export function triggerOf(terms: OrderTerms): Price | null {
  return terms.type === 'stopMarket' || terms.type === 'stopLimit' ? terms.trigger : null;
}
