import { formatTimestamp, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** P-03: neither the id nor, within the configured time, the content was sent before. */
export function checkDuplicate(context: CheckContext): Refusal | null {
  return checkOrderId(context) ?? checkContent(context);
}

/** The half of P-03 that looks at the id: an order under a used id must never come to be. */
export function checkOrderId({
  isIdSeen,
  request,
}: Pick<CheckContext, 'isIdSeen' | 'request'>): Refusal | null {
  return isIdSeen ? riskRefusal('DUPLICATE_ORDER_ID', request.id) : null;
}

function checkContent({ sameSentAt }: CheckContext): Refusal | null {
  if (sameSentAt === null) return null;
  return riskRefusal('DUPLICATE_ORDER', `sent at ${formatTimestamp(sameSentAt)} already`);
}
