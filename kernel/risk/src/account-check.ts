import { formatScaled, formatTimestamp, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal, type RiskErrorCode } from './errors.ts';
import { isReducing } from './reducing.ts';

/**
 * P-01: the account exists, is past its warm-up, and no state lies on the firm, it, the book, the
 * strategy or the instrument that keeps this order back.
 */
export function checkAccountState(context: CheckContext): Refusal | null {
  const { account, request, now, activeFrom } = context;
  if (account === undefined) return riskRefusal('ACCOUNT_UNKNOWN', request.account);
  if (now < activeFrom) {
    const detail = `${formatTimestamp(now)} is before ${formatTimestamp(activeFrom)}`;
    return riskRefusal('WARMING_UP', detail);
  }
  const { state, scope } = context.restriction;
  if (state === 'ACTIVE') return null;
  if (state === 'HALTED') return riskRefusal(halted[scope], withReason(nameOf(context), context));
  return isReducing(context) ? null : refuseIncrease(context);
}

type Scope = CheckContext['restriction']['scope'];

const halted = {
  firm: 'FIRM_HALTED',
  account: 'ACCOUNT_HALTED',
  reconciliation: 'ACCOUNT_HALTED',
  book: 'BOOK_HALTED',
  strategy: 'STRATEGY_HALTED',
  instrument: 'INSTRUMENT_SUSPENDED',
} as const satisfies Readonly<Record<Scope, RiskErrorCode>>;
const reducing = {
  firm: 'FIRM_REDUCING',
  account: 'ACCOUNT_REDUCING',
  reconciliation: 'ACCOUNT_REDUCING',
  book: 'BOOK_REDUCING',
  strategy: 'STRATEGY_REDUCING',
  instrument: 'INSTRUMENT_REDUCING',
} as const satisfies Readonly<Record<Scope, RiskErrorCode>>;

function nameOf({ request, restriction: { scope } }: CheckContext): string {
  const owner = { strategy: request.strategy ?? 'nobody', instrument: request.instrument };
  const { account, book } = request;
  return { ...owner, account, book, reconciliation: account, firm: 'every account' }[scope];
}

function refuseIncrease(context: CheckContext): Refusal {
  const { request, qty, filled, held, instrument, restriction } = context;
  const precision = instrument?.sizePrecision ?? 0;
  const toText = (value: number): string => formatScaled(value, precision);
  return riskRefusal(
    reducing[restriction.scope],
    withReason(
      `${request.side} ${toText(qty - filled)} with ${toText(held.workingPositionQty)} working, ` +
        `book holds ${toText(held.positionQty)}, account ${toText(held.accountQty)}`,
      context,
    ),
  );
}

/** Whoever has set the state has said why; that is what an owner wants to read. */
function withReason(detail: string, { restriction: { reason } }: CheckContext): string {
  return reason === '' ? detail : `${detail}: ${reason}`;
}
