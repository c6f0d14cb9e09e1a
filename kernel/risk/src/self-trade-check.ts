import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { referencePrice } from './order-value.ts';

/** P-22: no order of another book of the account could trade with this one. */
export function checkSelfTrade(context: CheckContext): Refusal | null {
  const { limits, record, terms, isTriggerSpent } = context;
  if (limits.selfTrade === 'allow') return null;
  const isWaiting = 'trigger' in terms && !isTriggerSpent;
  if (isWaiting) return null;
  const price = referencePrice(context);
  if (price === null) return null;
  const other = record.crossing(price);
  return other === null ? null : riskRefusal('SELF_TRADE', `could trade with ${other}`);
}
