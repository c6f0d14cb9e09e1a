import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-02: whoever sent the order, or its amendment, may do so for the account. What follows from an
 * order by itself has no actor: its sender was asked about when the order came.
 */
export function checkActor({ limits, actor, request }: CheckContext): Refusal | null {
  const { actors } = limits.rules;
  if (actors === undefined || actor === null) return null;
  const { origin, action } = actor;
  const right = actors.get(origin);
  if (right === undefined) {
    return riskRefusal('ACTOR_UNKNOWN', `${origin} would ${action} for ${request.account}`);
  }
  const { accounts, actions } = right;
  if (!actions.includes(action)) {
    const may = actions.length === 0 ? 'nothing' : actions.join(', ');
    return riskRefusal('ACTOR_NOT_AUTHORISED', `${origin} would ${action}, may ${may}`);
  }
  if (accounts === null || accounts.includes(request.account)) return null;
  const may = accounts.length === 0 ? 'none' : accounts.join(', ');
  return riskRefusal('ACTOR_NOT_AUTHORISED', `${origin} for ${request.account}, may for ${may}`);
}
