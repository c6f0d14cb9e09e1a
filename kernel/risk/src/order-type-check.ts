import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { emulationUnder } from './emulation-rule.ts';
import { riskRefusal } from './errors.ts';
import { findUnsupported } from './unsupported.ts';

/** P-08: the venue supports this order type with this time in force, product and instructions. */
export function checkOrderType(context: CheckContext): Refusal | null {
  const { request, terms, typeBefore, limits } = context;
  if (terms.type !== typeBefore) {
    return riskRefusal('ORDER_TYPE_CHANGED', `${typeBefore} to ${terms.type}`);
  }
  const refusal = findUnsupported(limits.matrix, request, terms);
  if (refusal === null || limits.unsupported === 'refuse') return refusal;
  return emulationUnder(limits, request, terms) === 'unsupported' ? refusal : null;
}
