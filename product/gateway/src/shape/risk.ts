import {
  assertNever,
  formatScaledBigint,
  ledgerScaleOf,
  ok,
  parseScaledBigint,
  toBookId,
  toCurrency,
  toInstrumentId,
  toStrategyId,
  type Currency,
  type Result,
} from 'argosy/core';
import type { LimitName, StateScope } from 'argosy/domain';
import type * as contract from '@argosy/contract';
import type { LimitRow } from '@argosy/desk';

import { refuseMistakes, type Refused } from '../http/problem.ts';
import { instantOrNull, instrumentOf, type Scales } from './amounts.ts';

/** What the value of a limit counts, and how fine. */
type LimitUnit = {
  readonly unit: contract.RiskLimit['unit'];
  readonly scale: number;
  readonly currency: Currency | null;
};

/** A scope as the API has it. */
export function scopeShape(scope: StateScope): contract.RiskScope {
  return { ...scope };
}

/** A scope of the API as the platform has it; its ids were checked when it was read. */
export function readScope(scope: contract.RiskScope): StateScope {
  switch (scope.kind) {
    case 'book':
      return { kind: 'book', book: toBookId(scope.book) };
    case 'strategy':
      return { kind: 'strategy', strategy: toStrategyId(scope.strategy) };
    case 'instrument':
      return { kind: 'instrument', instrument: toInstrumentId(scope.instrument) };
    case 'firm':
    case 'account':
    case 'reconciliation':
    case 'storage':
      return { kind: scope.kind };
    default:
      return assertNever(scope);
  }
}

/** A limit in the unit that it counts; the account's currency is that of its money. */
export function limitShape(row: LimitRow, base: string, scales: Scales): contract.RiskLimit {
  const { unit, scale, currency } = unitOf(row.limit, row.scope, {
    base: row.currency ?? base,
    scales,
  });
  return {
    account: row.account,
    scope: scopeShape(row.scope),
    limit: row.limit,
    value: formatScaledBigint(row.value, scale),
    used: row.used === null ? null : formatScaledBigint(row.used, scale),
    unit,
    currency,
    from: row.from,
    until: instantOrNull(row.until),
    reason: row.reason,
  };
}

/** The value of a limit as the platform counts it; null takes a limit back. */
export function readLimitValue(
  { limit, scope, value }: Pick<contract.LimitChange, 'limit' | 'scope' | 'value'>,
  base: string,
  scales: Scales,
): Result<bigint | null, Refused> {
  if (value === null) return ok(null);
  const read = readScope(scope);
  if (read.kind === 'instrument' && scales.instruments.find(read.instrument) === undefined) {
    const reason = 'no such instrument is traded here';
    return refuseMistakes([{ path: 'body.scope.instrument', reason }]);
  }
  const parsed = parseScaledBigint(value, unitOf(limit, read, { base, scales }).scale);
  if (parsed.ok) return parsed;
  return refuseMistakes([{ path: 'body.value', reason: parsed.refusal.reason }]);
}

function unitOf(
  limit: LimitName,
  scope: StateScope,
  { base, scales }: { readonly base: string; readonly scales: Scales },
): LimitUnit {
  const instrument = scope.kind === 'instrument' ? instrumentOf(scales, scope.instrument) : null;
  switch (limit) {
    case 'orderQty':
    case 'position':
      // Where it counts several instruments it is in the smallest units of each.
      return { unit: 'quantity', scale: instrument?.sizePrecision ?? 0, currency: null };
    case 'orderValue':
    case 'openValue':
    case 'dailyLoss':
    case 'drawdown': {
      const currency = instrument?.currency ?? toCurrency(base);
      return { unit: 'money', scale: ledgerScaleOf(scales.scales, currency), currency };
    }
    case 'cashBufferBps':
      return { unit: 'bps', scale: 0, currency: null };
    default:
      return assertNever(limit);
  }
}
