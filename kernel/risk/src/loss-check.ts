import { formatScaledBigint, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal, type RiskErrorCode } from './errors.ts';
import { isReducing } from './reducing.ts';

/**
 * P-23: the account's loss of the day and from its height, the orders refused to it in a row, and
 * how often a strategy repeats itself. Whoever breaches one only reduces until a person has looked.
 */
export function checkLosses(context: CheckContext): Refusal | null {
  if (isReducing(context)) return null;
  return (
    checkLoss(context, 'DAILY_LOSS_LIMIT') ??
    checkLoss(context, 'DRAWDOWN_LIMIT') ??
    checkRejects(context) ??
    checkRepeats(context)
  );
}

/** The refusals after which an account only reduces. */
export const breachCodes: ReadonlySet<string> = new Set<RiskErrorCode>([
  'DAILY_LOSS_LIMIT',
  'DRAWDOWN_LIMIT',
  'TOO_MANY_REJECTS',
  'REPEATED_EXECUTION',
  'ORDERS_OUT_EXCEED_IN',
  'UTILISATION_HIGH',
]);

function checkLoss(
  { limits, record, request, base, baseScale }: CheckContext,
  code: 'DAILY_LOSS_LIMIT' | 'DRAWDOWN_LIMIT',
): Refusal | null {
  const isDaily = code === 'DAILY_LOSS_LIMIT';
  const limit = isDaily ? limits.maxDailyLoss : limits.maxDrawdown;
  if (limit === null) return null;
  const loss = isDaily ? record.lossToday() : record.drawdown();
  if (loss === null) {
    const detail = `not all that ${request.account} has is priced, or no rate to ${base}`;
    return riskRefusal('MARKET_PRICE_UNKNOWN', detail);
  }
  if (loss < limit) return null;
  const [lost, most] = [loss, limit].map((amount) => formatScaledBigint(amount, baseScale));
  return riskRefusal(code, `lost ${lost} ${base}, limit ${most} ${base}`);
}

function checkRejects({ limits, record }: CheckContext): Refusal | null {
  const limit = limits.maxRejectsInARow;
  if (limit === null || record.rejectsInARow() < limit) return null;
  return riskRefusal('TOO_MANY_REJECTS', `${record.rejectsInARow()} in a row, limit ${limit}`);
}

function checkRepeats({ limits, record, request }: CheckContext): Refusal | null {
  const limit = limits.maxRepeats;
  if (limit === null || request.strategy === null || isReleased(request)) return null;
  const repeats = record.repeats(limit.within) + 1;
  if (repeats <= limit.count) return null;
  const detail = `${request.strategy} would ${request.side} ${request.instrument} ${repeats} times`;
  return riskRefusal('REPEATED_EXECUTION', `${detail}, limit ${limit.count}`);
}

/** What a list lets go by itself its strategy has not asked for again. */
function isReleased({ link }: CheckContext['request']): boolean {
  return link !== null && link.parent !== null;
}
