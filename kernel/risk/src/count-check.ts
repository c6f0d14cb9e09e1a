import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-24: no more orders leave than came in, of the account and of each list. It can only fail by a
 * mistake of ours; one firm lost 460 million dollars for the want of it.
 */
export function checkCounts({ record, request }: CheckContext): Refusal | null {
  const counts = record.orderCounts();
  for (const { what, came, left } of counts) {
    if (left < came) continue;
    const detail = `${request.account}, ${what}: ${came} orders came in, ${left} have left`;
    return riskRefusal('ORDERS_OUT_EXCEED_IN', detail);
  }
  return null;
}
