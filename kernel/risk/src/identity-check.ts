import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** P-28: an order carries what a regulator wants on it; only what a strategy sends has an algorithm. */
export function checkIdentity({ limits, request }: CheckContext): Refusal | null {
  const { id, strategy, algo, tag } = request;
  const needed = limits.rules.identity ?? [];
  if (needed.includes('algo') && strategy !== null && isBlank(algo)) {
    return riskRefusal('ALGO_ID_MISSING', `order ${id} of strategy ${strategy} has no algo id`);
  }
  if (!needed.includes('tag') || !isBlank(tag)) return null;
  return riskRefusal('TAG_MISSING', `order ${id} has no tag`);
}

/** P-31: the order's exchange cancels what works there if our connection to it is lost. */
export function checkDisconnect({ limits, instrument }: CheckContext): Refusal | null {
  const rule = limits.rules.cancelOnDisconnect;
  if (rule === undefined || instrument === undefined) return null;
  if (rule.armedAt.includes(instrument.exchange)) return null;
  const armed = rule.armedAt.length === 0 ? 'none' : rule.armedAt.join(', ');
  return riskRefusal('CANCEL_ON_DISCONNECT_OFF', `${instrument.exchange}, armed at ${armed}`);
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}
