import {
  assertNever,
  maxBigint,
  minBigint,
  toMinor,
  toQuantity,
  type AccountId,
  type Currency,
  type InstrumentId,
  type Minor,
} from 'argosy/core';
import {
  scopesOf,
  scopeText,
  type LimitEvent,
  type LimitName,
  type StateQuery,
  type StateScope,
} from 'argosy/domain';

import type { RiskLimits } from './risk-limits.ts';

/** How many limits may be set at a time, over all scopes. */
export const SET_LIMITS_MAX = 10_000;

/** A limit as somebody set it: of what, until when, who and why. */
export type SetLimit = Pick<
  LimitEvent,
  'account' | 'scope' | 'limit' | 'value' | 'until' | 'by' | 'reason'
>;

/**
 * The largest values that are set on the firm, an account, a book or a strategy, in minor units of the
 * account's base currency: of one order, and of all that are open. Null where none is.
 */
export type SetValues = { readonly order: bigint | null; readonly open: bigint | null };

const noValues: SetValues = { order: null, open: null };

/** The tightest of what is set for an order, and whether the firm has replaced what was configured. */
type Found = { readonly firm: bigint | null; readonly narrower: bigint | null };

/**
 * The limits that were set while the firm trades: a fold of limit events. One that is set on the firm
 * takes the place of the configured one; one on an account, or on something in it, only tightens.
 */
export class SetLimits {
  readonly #limits = new Map<string, SetLimit>();
  #version = 0;

  /** How many there are, those that have expired among them. */
  get size(): number {
    return this.#limits.size;
  }

  /** Another number whenever something was set or taken back. */
  get version(): number {
    return this.#version;
  }

  /** Folds an event in; without a value nothing is set any more. */
  apply({ account, scope, limit, value, until, by, reason }: SetLimit): void {
    this.#version += 1;
    const text = textOf(account, scope, limit);
    if (value === null) this.#limits.delete(text);
    else this.#limits.set(text, { account, scope, limit, value, until, by, reason });
  }

  /** What is set on a scope, whether it has expired or not. */
  find(account: AccountId, scope: StateScope, limit: LimitName): SetLimit | undefined {
    return this.#limits.get(textOf(account, scope, limit));
  }

  /**
   * The limits that hold for an order at an instant: those configured and those that are set, but for
   * values in the currency of its account.
   */
  over(configured: RiskLimits, query: LimitQuery): RiskLimits {
    if (this.#limits.size === 0) return configured;
    let limits = configured;
    const all = scopesOf(query);
    for (const name of limitNames) {
      const isValue = name === 'orderValue' || name === 'openValue';
      const scopes = isValue ? all.filter(isOwnCurrency) : all;
      const found = this.#tightest(name, { ...query, scopes });
      if (found.firm !== null || found.narrower !== null) {
        limits = { ...limits, ...merge(limits, query, { name, found }) };
      }
    }
    return limits;
  }

  /** The largest values that are set for an order at an instant, in the currency of its account. */
  valuesOver(query: StateQuery, now: number): SetValues {
    if (this.#limits.size === 0) return noValues;
    const scopes = scopesOf(query).filter(({ kind }) => kind !== 'instrument');
    const over = (name: LimitName): bigint | null => {
      const { firm, narrower } = this.#tightest(name, { account: query.account, now, scopes });
      return tighter(name, firm, narrower);
    };
    return { order: over('orderValue'), open: over('openValue') };
  }

  /** What an account may lose at an instant: in its day, and from its height. */
  lossesOf(configured: RiskLimits, account: AccountId, now: number): LossLimits {
    const over = (name: LimitName, limit: bigint | null): bigint | null => {
      const { firm, narrower } = this.#tightest(name, { account, now, scopes: lossScopes });
      return tighter(name, firm ?? limit, narrower);
    };
    const { maxDailyLoss, maxDrawdown } = configured;
    return { dailyLoss: over('dailyLoss', maxDailyLoss), drawdown: over('drawdown', maxDrawdown) };
  }

  /** The first instant behind this one at which a limit ends by itself; Infinity where none does. */
  nextEndAfter(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { until } of this.#limits.values()) {
      if (until !== null && until > now && until < next) next = until;
    }
    return next;
  }

  /** Every limit that is set, as plain data. */
  exportState(): readonly SetLimit[] {
    return [...this.#limits.values()];
  }

  /** Takes the place of all that was set so far. */
  importState(limits: readonly SetLimit[]): void {
    this.#version += 1;
    this.#limits.clear();
    for (const limit of limits) this.apply(limit);
  }

  #tightest(name: LimitName, query: ScopeQuery): Found {
    let firm: bigint | null = null;
    let narrower: bigint | null = null;
    for (const scope of query.scopes) {
      const { value = null, until = null } = this.find(query.account, scope, name) ?? {};
      if (value === null || (until !== null && query.now >= until)) continue;
      if (scope.kind === 'firm') firm = value;
      else narrower = tighter(name, narrower, value);
    }
    return { firm, narrower };
  }
}

/** What an account may lose; null where nothing is said of it. */
export type LossLimits = { readonly dailyLoss: bigint | null; readonly drawdown: bigint | null };

type ScopeQuery = {
  readonly account: AccountId;
  readonly now: number;
  readonly scopes: readonly StateScope[];
};

/** What an order is, where limits are asked for it. */
export type LimitQuery = StateQuery & {
  readonly now: number;
  /** The currency of its instrument; null where that is not known. */
  readonly currency: Currency | null;
};

/** Of which scopes a limit may be set: what is counted for an account is not for a book of it. */
export const limitScopes: Readonly<Record<LimitName, readonly StateScope['kind'][]>> = {
  orderQty: ['firm', 'account', 'book', 'strategy', 'instrument'],
  orderValue: ['firm', 'account', 'book', 'strategy', 'instrument'],
  openValue: ['firm', 'account'],
  position: ['firm', 'account', 'instrument'],
  dailyLoss: ['firm', 'account'],
  drawdown: ['firm', 'account'],
  cashBufferBps: ['firm', 'account', 'book', 'strategy', 'instrument'],
};

/** Values on these bear upon limits in the currency of an instrument: its own, or in place of those. */
function isOwnCurrency({ kind }: StateScope): boolean {
  return kind === 'firm' || kind === 'instrument';
}

const lossScopes: readonly StateScope[] = [{ kind: 'firm' }, { kind: 'account' }];
const limitNames: readonly LimitName[] = [
  'orderQty',
  'orderValue',
  'openValue',
  'position',
  'dailyLoss',
  'drawdown',
  'cashBufferBps',
];

type Setting = { readonly name: LimitName; readonly found: Found };

/** The part of the limits that a set one changes, for one order. */
function merge(
  limits: RiskLimits,
  query: LimitQuery,
  { name, found }: Setting,
): Partial<RiskLimits> {
  const over = (configured: bigint | null | undefined): bigint | null =>
    tighter(name, found.firm ?? configured ?? null, found.narrower);
  const { instrument, currency } = query;
  switch (name) {
    case 'orderQty':
      return { maxOrderQty: quantity(over(quantityOf(limits.maxOrderQty, instrument))) };
    case 'position':
      return { maxPosition: quantity(over(quantityOf(limits.maxPosition, instrument))) };
    case 'orderValue': {
      const { byInstrument, byCurrency } = limits.maxOrderNotional;
      const own = instrument === null ? undefined : byInstrument.get(instrument);
      const inCurrency = currency === null ? undefined : byCurrency.get(currency);
      const configured = found.firm === null ? (own ?? inCurrency ?? null) : null;
      const value = values(currency, tighter(name, configured, found.narrower));
      return { maxOrderNotional: { byCurrency: value, byInstrument: new Map() } };
    }
    case 'openValue':
      return found.firm === null ? {} : { maxOpenNotional: new Map() };
    case 'dailyLoss':
      return { maxDailyLoss: minor(over(limits.maxDailyLoss)) };
    case 'drawdown':
      return { maxDrawdown: minor(over(limits.maxDrawdown)) };
    case 'cashBufferBps':
      return { cashBufferBps: Number(over(BigInt(limits.cashBufferBps)) ?? 0n) };
    default:
      return assertNever(name);
  }
}

/** A larger buffer is the tighter one; of everything else the smaller. */
function tighter(name: LimitName, a: bigint | null, b: bigint | null): bigint | null {
  if (a === null || b === null) return a ?? b;
  return name === 'cashBufferBps' ? maxBigint(a, b) : minBigint(a, b);
}

function quantityOf(
  { byInstrument, default: general }: RiskLimits['maxOrderQty'],
  instrument: InstrumentId | null,
): bigint | null {
  const limit = (instrument === null ? undefined : byInstrument.get(instrument)) ?? general;
  return limit === null ? null : BigInt(limit);
}

function quantity(limit: bigint | null): RiskLimits['maxOrderQty'] {
  const most = limit === null ? null : toQuantity(Number(limit));
  return { default: most, byInstrument: new Map() };
}

function values(currency: Currency | null, limit: bigint | null): ReadonlyMap<Currency, Minor> {
  return currency === null || limit === null ? new Map() : new Map([[currency, toMinor(limit)]]);
}

function minor(limit: bigint | null): Minor | null {
  return limit === null ? null : toMinor(limit);
}

function textOf(account: AccountId, scope: StateScope, limit: LimitName): string {
  return `${scopeText(account, scope)} ${limit}`;
}
