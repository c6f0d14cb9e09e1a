import type { Refusal } from 'argosy/core';
import { isConditional, type OrderRequest, type OrderTerms } from 'argosy/domain';

import { riskRefusal } from './errors.ts';
import type { OrderMatrix, OrderTypeRule } from './order-matrix.ts';

/** What of an order a venue or a broker does not do by itself; null where it does all of it. */
export function findUnsupported(
  matrix: OrderMatrix,
  request: OrderRequest,
  terms: OrderTerms,
): Refusal | null {
  const rule = matrix[terms.type];
  if (rule === undefined) return riskRefusal('ORDER_TYPE_UNSUPPORTED', terms.type);
  if (!rule.tifs.includes(request.tif)) {
    return riskRefusal('TIME_IN_FORCE_UNSUPPORTED', `${terms.type} with ${request.tif}`);
  }
  if (!rule.products.includes(request.product)) {
    return riskRefusal('PRODUCT_UNSUPPORTED', `${terms.type} with ${request.product}`);
  }
  return request.instructions === undefined
    ? null
    : findUnsupportedInstruction(rule, request, terms);
}

function findUnsupportedInstruction(
  { flags = [], triggers = [] }: OrderTypeRule,
  { instructions }: OrderRequest,
  terms: OrderTerms,
): Refusal | null {
  if (instructions === undefined) return null;
  const { display, postOnly, triggerBy } = instructions;
  if (display !== null && !flags.includes('display')) {
    return riskRefusal('FLAG_UNSUPPORTED', `${terms.type} with display`);
  }
  if (postOnly && !flags.includes('postOnly')) {
    return riskRefusal('FLAG_UNSUPPORTED', `${terms.type} with postOnly`);
  }
  if (triggerBy === null || !isConditional(terms) || triggers.includes(triggerBy)) return null;
  return riskRefusal('TRIGGER_SOURCE_UNSUPPORTED', `${terms.type} by ${triggerBy}`);
}
