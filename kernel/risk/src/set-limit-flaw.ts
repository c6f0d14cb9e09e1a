import type { Currency } from 'argosy/core';
import type { LimitName } from 'argosy/domain';

import { limitScopes, type SetLimit } from './set-limits.ts';

/** Quantities and amounts alike stay exact as numbers. */
const MOST = BigInt(Number.MAX_SAFE_INTEGER);

const losses: ReadonlySet<LimitName> = new Set(['dailyLoss', 'drawdown']);
const inMoney: ReadonlySet<LimitName> = new Set(['orderValue', 'openValue', ...losses]);

/** What of a limit cannot be set, and why. */
export type SetLimitFlaw = { readonly field: 'limit' | 'value'; readonly detail: string };

/**
 * Why a limit cannot be set: it is not counted so, has no such value, or is one in money on a firm whose
 * accounts count in several currencies. Null where it can be. One of 0 lets nothing open; of a loss it
 * would be reached before anything is lost, and restrict the account for good.
 */
export function flawOfSetLimit(
  { limit, value, scope: { kind } }: Pick<SetLimit, 'limit' | 'value' | 'scope'>,
  bases: ReadonlySet<Currency>,
): SetLimitFlaw | null {
  const scopes = limitScopes[limit];
  if (!scopes.includes(kind)) {
    const detail = `${limit} is not counted by ${kind}, but by ${scopes.join(', ')}`;
    return { field: 'limit', detail };
  }
  if (value === null) return null;
  if (value < 0n || value > MOST) {
    return { field: 'value', detail: `${limit} of ${value} is not from 0 to ${MOST}` };
  }
  if (losses.has(limit) && value === 0n) {
    return { field: 'value', detail: `${limit} of 0 is reached before anything is lost` };
  }
  if (kind !== 'firm' || !inMoney.has(limit) || bases.size < 2) return null;
  const detail = `${limit} of the firm needs accounts of one currency, not of ${[...bases].join(', ')}`;
  return { field: 'limit', detail };
}
