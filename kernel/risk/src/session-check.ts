import { formatTimestamp, type Refusal } from 'argosy/core';
import type { TimeInForce } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** The phases of a calendar in which orders come in and wait: for an auction, or for others after the close. */
const collecting: ReadonlySet<string> = new Set(['preOpen', 'closing', 'postClose']);
const waitingTifs: ReadonlySet<TimeInForce> = new Set(['DAY', 'GTC', 'GTD', 'AT_OPEN', 'AT_CLOSE']);

/**
 * P-06: the calendar is in a session that takes the order, and the exchange has not said otherwise. An
 * order for the opening comes before it.
 */
export function checkSession(context: CheckContext): Refusal | null {
  const { request, limits, session, status, now, instrument } = context;
  if (instrument === undefined) return null;
  if (status === 'halted') return riskRefusal('INSTRUMENT_HALTED', instrument.id);
  if (limits.outsideSession === 'allow' || request.tif === 'AT_OPEN') return null;
  if (!takesOrder(session ?? 'closed', context)) {
    const phase = session ?? 'closed';
    const detail = `calendar ${instrument.calendar} is ${phase} at ${formatTimestamp(now)}`;
    return riskRefusal('MARKET_CLOSED', detail);
  }
  if (status === null || takesOrder(status, context)) return null;
  return riskRefusal('MARKET_CLOSED', `${instrument.id} is ${status} at ${formatTimestamp(now)}`);
}

/** What has to trade at once, or not at all, has no place where orders wait. */
function takesOrder(phase: string, { request }: CheckContext): boolean {
  return phase === 'open' || (collecting.has(phase) && waitingTifs.has(request.tif));
}
