import { formatTimestamp, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';
import { isReducing } from './reducing.ts';
import type { InstrumentBan } from './risk-rules.ts';

/** P-05: no list of the firm or the account keeps the order from the instrument now. */
export function checkRestricted(context: CheckContext): Refusal | null {
  const { request, now, limits } = context;
  const bans = limits.rules.bans?.get(request.instrument);
  if (bans === undefined) return null;
  for (const ban of bans) {
    const isOurs = ban.account === null || ban.account === request.account;
    if (!isOurs || (ban.until !== null && now >= ban.until)) continue;
    if (ban.lets === 'nothing') return refuseBan(context, ban);
    if (!isReducing(context)) return refuseBan(context, ban);
  }
  return null;
}

function refuseBan(
  { request }: CheckContext,
  { account, lets, until, why }: InstrumentBan,
): Refusal {
  const code = lets === 'nothing' ? 'INSTRUMENT_RESTRICTED' : 'INSTRUMENT_BAN_PERIOD';
  const whose = account === null ? 'the firm' : `account ${account}`;
  const ends = until === null ? '' : ` until ${formatTimestamp(until)}`;
  return riskRefusal(code, `${request.instrument} for ${whose}${ends}: ${why}`);
}
