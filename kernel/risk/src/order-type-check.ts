import type { Refusal } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import type { OrderMatrix, OrderTypeRule } from './risk-limits.ts';

/** P-08: the venue supports this order type with this time in force, product and instructions. */
export function checkOrderType(context: CheckContext): Refusal | null {
  const { request, terms, typeBefore, limits } = context;
  if (terms.type !== typeBefore) {
    return riskRefusal('ORDER_TYPE_CHANGED', `${typeBefore} to ${terms.type}`);
  }
  return findUnsupported(limits.matrix, request, terms);
}

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
  return request.instructions === undefined ? null : findUnsupportedInstruction(rule, request);
}

function findUnsupportedInstruction(
  { flags = [], triggers = [] }: OrderTypeRule,
  { instructions, terms }: OrderRequest,
): Refusal | null {
  if (instructions === undefined) return null;
  const { display, postOnly, triggerBy } = instructions;
  if (display !== null && !flags.includes('display')) {
    return riskRefusal('FLAG_UNSUPPORTED', `${terms.type} with display`);
  }
  if (postOnly && !flags.includes('postOnly')) {
    return riskRefusal('FLAG_UNSUPPORTED', `${terms.type} with postOnly`);
  }
  if (triggerBy === null || triggers.includes(triggerBy)) return null;
  return riskRefusal('TRIGGER_SOURCE_UNSUPPORTED', `${terms.type} by ${triggerBy}`);
}
