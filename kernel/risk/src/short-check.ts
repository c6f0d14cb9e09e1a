import { formatScaled, type Refusal } from 'argosy/core';
import { isPaidInFull, type Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-21: what is sold beyond the holdings may be sold short, by this account, in this product, and is
 * located where it must be. A written option is no short sale, and a future has nothing to borrow.
 */
export function checkShortSale(context: CheckContext): Refusal | null {
  const { limits, instrument, request, qty, filled, held } = context;
  const rule = limits.rules.shortSales;
  if (rule === undefined || instrument === undefined || request.side === 'buy') return null;
  if (!isPaidInFull(instrument) || instrument.kind === 'option') return null;
  const sold = qty - filled;
  const free = Math.max(0, held.positionQty - held.workingPositionQty);
  if (sold <= free) return null;
  const toText = (value: number): string => formatScaled(value, instrument.sizePrecision);
  const { account, product } = request;
  if (!rule.accounts.includes(account) || !rule.products.includes(product)) {
    const detail = `account ${account}, ${product}: sells ${toText(sold)}, free ${toText(free)}`;
    return riskRefusal('SHORT_SALE_NOT_PERMITTED', detail);
  }
  return checkLocated(context, instrument, sold + held.workingAccountQty - held.accountQty);
}

function checkLocated(
  { limits }: CheckContext,
  { id, sizePrecision }: Instrument,
  short: number,
): Refusal | null {
  const located = limits.rules.shortSales?.located;
  if (located === null || located === undefined) return null;
  const most = located.get(id) ?? 0;
  if (short <= most) return null;
  const [would, found] = [short, most].map((value) => formatScaled(value, sizePrecision));
  return riskRefusal('SHORT_NOT_LOCATED', `short would be ${would}, located ${found}`);
}
