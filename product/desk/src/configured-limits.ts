import type { AccountId, Currency, InstrumentId, Timestamp } from 'argosy/core';
import type { LimitName, StateScope } from 'argosy/domain';
import type { RiskLimits } from 'argosy/risk';
import type { TradingMachine } from 'argosy/trading';

import type { LimitRow } from './desk-face.ts';

/** Whose limits are wanted, and those that somebody has set. */
type Asked = {
  readonly accounts: readonly AccountId[];
  readonly set: readonly LimitRow[];
  readonly now: Timestamp;
};

type Configured = Pick<LimitRow, 'limit' | 'value' | 'currency'> & {
  readonly scope: Extract<StateScope, { kind: 'account' | 'instrument' }>;
};

/**
 * The limits of the configuration that a person can set as well: they hold for each account by itself. One that is set
 * on the firm takes their place. Rates, distances and rules have no use that could be told.
 */
export function configuredLimitsOf(
  trading: TradingMachine,
  { accounts, set, now }: Asked,
): readonly LimitRow[] {
  const replaced = new Set(set.filter((row) => isOfFirm(row, now)).map(({ limit }) => limit));
  const holding = listed(trading.view.configuredLimits).filter(({ limit }) => !replaced.has(limit));
  return accounts.flatMap((account) =>
    holding.map((one) => {
      const used = usedOf(trading, account, one);
      return { account, ...one, from: 'configuration', used, until: null, reason: '' } as const;
    }),
  );
}

function isOfFirm({ scope, until }: LimitRow, now: Timestamp): boolean {
  return scope.kind === 'firm' && (until === null || until > now);
}

function listed(limits: RiskLimits): readonly Configured[] {
  const { maxOrderQty, maxOrderNotional, maxPosition, maxOpenNotional } = limits;
  return [
    ...onAccount('dailyLoss', limits.maxDailyLoss),
    ...onAccount('drawdown', limits.maxDrawdown),
    ...inCurrencies('openValue', maxOpenNotional),
    ...onAccount('position', maxPosition.default),
    ...onInstruments('position', maxPosition.byInstrument),
    ...inCurrencies('orderValue', maxOrderNotional.byCurrency),
    ...onInstruments('orderValue', maxOrderNotional.byInstrument),
    ...onAccount('orderQty', maxOrderQty.default),
    ...onInstruments('orderQty', maxOrderQty.byInstrument),
    ...onAccount('cashBufferBps', limits.cashBufferBps === 0 ? null : limits.cashBufferBps),
  ];
}

function onAccount(limit: LimitName, value: bigint | number | null): readonly Configured[] {
  if (value === null) return [];
  return [{ scope: { kind: 'account' }, limit, value: BigInt(value), currency: null }];
}

function inCurrencies(
  limit: LimitName,
  values: ReadonlyMap<Currency, bigint>,
): readonly Configured[] {
  return [...values].map(([currency, value]) => {
    return { scope: { kind: 'account' }, limit, value, currency };
  });
}

function onInstruments(
  limit: LimitName,
  values: ReadonlyMap<InstrumentId, bigint | number>,
): readonly Configured[] {
  return [...values].map(([instrument, value]) => {
    const scope = { kind: 'instrument', instrument } as const;
    return { scope, limit, value: BigInt(value), currency: null };
  });
}

function usedOf(trading: TradingMachine, account: AccountId, one: Configured): bigint | null {
  const { view } = trading;
  if (one.limit !== 'position' || one.scope.kind !== 'account') {
    return view.limitUse({ account, ...one });
  }
  // An instrument with a limit of its own is not held against the one for all.
  const { byInstrument } = view.configuredLimits.maxPosition;
  const held = trading.positions().filter(({ key }) => {
    return key.account === account && !byInstrument.has(key.instrument);
  });
  const uses = held.map(({ key: { instrument } }) => {
    const scope = { kind: 'instrument', instrument } as const;
    return view.limitUse({ account, scope, limit: 'position' }) ?? 0n;
  });
  return uses.reduce((most, use) => (use > most ? use : most), 0n);
}
