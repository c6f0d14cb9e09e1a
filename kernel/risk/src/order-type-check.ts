import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** P-08: the venue supports this order type with this time in force and product. */
export function checkOrderType(context: CheckContext): Refusal | null {
  const { request, terms, typeBefore, limits } = context;
  if (terms.type !== typeBefore) {
    return riskRefusal('ORDER_TYPE_CHANGED', `${typeBefore} to ${terms.type}`);
  }
  const rule = limits.matrix[terms.type];
  if (rule === undefined) return riskRefusal('ORDER_TYPE_UNSUPPORTED', terms.type);
  if (!rule.tifs.includes(request.tif)) {
    return riskRefusal('TIME_IN_FORCE_UNSUPPORTED', `${terms.type} with ${request.tif}`);
  }
  if (!rule.products.includes(request.product)) {
    return riskRefusal('PRODUCT_UNSUPPORTED', `${terms.type} with ${request.product}`);
  }
  return null;
}
