import { formatTimestamp, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-06: the calendar is in its open session and the exchange has not said otherwise. An order for the
 * opening comes before it.
 */
export function checkSession(context: CheckContext): Refusal | null {
  const { request, limits, session, status, now, instrument } = context;
  if (instrument === undefined) return null;
  if (status === 'halted') return riskRefusal('INSTRUMENT_HALTED', instrument.id);
  if (limits.outsideSession === 'allow' || request.tif === 'AT_OPEN') return null;
  if (session !== 'open') {
    const phase = session ?? 'closed';
    const detail = `calendar ${instrument.calendar} is ${phase} at ${formatTimestamp(now)}`;
    return riskRefusal('MARKET_CLOSED', detail);
  }
  if (status === null || status === 'open') return null;
  return riskRefusal('MARKET_CLOSED', `${instrument.id} is ${status} at ${formatTimestamp(now)}`);
}
