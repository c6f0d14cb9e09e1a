import { formatScaled, formatTimestamp, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/** P-01: the account exists, is past its warm-up, and its state lets this order through. */
export function checkAccountState(context: CheckContext): Refusal | null {
  const { account, request, now, activeFrom } = context;
  if (account === undefined) return riskRefusal('ACCOUNT_UNKNOWN', request.account);
  if (now < activeFrom) {
    const detail = `${formatTimestamp(now)} is before ${formatTimestamp(activeFrom)}`;
    return riskRefusal('WARMING_UP', detail);
  }
  if (account.state === 'ACTIVE') return null;
  if (account.state === 'HALTED') return riskRefusal('ACCOUNT_HALTED', request.account);
  return isReducing(context) ? null : refuseIncrease(context);
}

/**
 * Whether the order, with everything that already works on its side, shrinks both its book's
 * position and the account's net, and turns neither round.
 */
function isReducing({ request, qty, filled, held }: CheckContext): boolean {
  const leaves = qty - filled;
  const sign = request.side === 'sell' ? 1 : -1;
  return (
    leaves + held.workingPositionQty <= sign * held.positionQty &&
    leaves + held.workingAccountQty <= sign * held.accountQty
  );
}

function refuseIncrease({ request, qty, filled, held, instrument }: CheckContext): Refusal {
  const precision = instrument?.sizePrecision ?? 0;
  const toText = (value: number): string => formatScaled(value, precision);
  return riskRefusal(
    'ACCOUNT_REDUCING',
    `${request.side} ${toText(qty - filled)} with ${toText(held.workingPositionQty)} working, ` +
      `book holds ${toText(held.positionQty)}, account ${toText(held.accountQty)}`,
  );
}
