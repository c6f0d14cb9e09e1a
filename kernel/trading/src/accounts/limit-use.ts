import { assertNever, maxBigint, type Currency } from 'argosy/core';
import type { SetLimit } from 'argosy/risk';

import type { TradingParts } from '../trading-parts.ts';
import type { AccountRecord } from './account-store.ts';

/** A limit whose use is asked for; where it has a currency, only what is in that counts. */
export type UsedLimit = Pick<SetLimit, 'account' | 'scope' | 'limit'> & {
  readonly currency?: Currency | null;
};

/**
 * How much of a limit is used by now, in what its value counts; one that is set on the firm holds for each account, and
 * the account that uses most of it is told. Null where it counts each order by itself, and while nobody knows.
 */
export function computeLimitUse(parts: TradingParts, limit: UsedLimit): bigint | null {
  const { accounts } = parts.fold;
  const own = accounts.find(limit.account);
  const concerned =
    limit.scope.kind === 'firm' ? [...accounts.all()] : own === undefined ? [] : [own];
  let most: bigint | null = null;
  for (const account of concerned) {
    const use = useOf(parts, account, limit);
    if (use === null) return null;
    most = maxBigint(most ?? 0n, use);
  }
  return most;
}

function useOf(
  parts: TradingParts,
  account: AccountRecord,
  { limit, scope, currency = null }: UsedLimit,
): bigint | null {
  switch (limit) {
    case 'dailyLoss':
      return parts.equity.lossToday(account, parts.emitter.now);
    case 'drawdown':
      return parts.equity.drawdown(account);
    case 'openValue':
      return currency === null
        ? openValueOf(parts, account)
        : parts.fold.openValues.of(account.id, currency, parts.touches);
    case 'position':
      return largestOf(parts, account, scope);
    case 'orderQty':
    case 'orderValue':
    case 'cashBufferBps':
      return null;
    default:
      return assertNever(limit);
  }
}

function openValueOf(
  { fold, funds, touches }: TradingParts,
  { id, base }: AccountRecord,
): bigint | null {
  let total = 0n;
  for (const currency of fold.openValues.currenciesOf(id)) {
    const value = fold.openValues.of(id, currency, touches);
    const inBase = funds.valuer.rates.convert(value, currency, base, 'ceiling');
    if (inBase === null) return null;
    total += inBase;
  }
  return total;
}

/** The largest position, long or short, in its instrument's own units. */
function largestOf(
  { fold }: TradingParts,
  { id }: AccountRecord,
  scope: SetLimit['scope'],
): bigint {
  const held = new Set([...fold.positions.heldOf(id)].map(({ key }) => key.instrument));
  const wanted = scope.kind === 'instrument' ? [scope.instrument] : [...held];
  const sizes = wanted.map((instrument) => Math.abs(fold.positions.accountQty(id, instrument)));
  return BigInt(Math.max(0, ...sizes));
}
