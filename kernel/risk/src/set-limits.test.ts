import {
  toAccountId,
  toBookId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toQuantity,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import type { LimitName, StateScope } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import { defaultLimits, type RiskLimits } from './risk-limits.ts';
import {
  limitScopes,
  SetLimits,
  type LossLimits,
  type SetLimit,
  type SetValues,
} from './set-limits.ts';

const [account, book, strategy] = [toAccountId('MAIN'), toBookId('B'), toStrategyId('S')];
const [instrument, currency] = [toInstrumentId('SBIN.NSE'), toCurrency('INR')];
const query = { account, book, strategy, instrument, currency, now: 500 };
const setting: SetLimit = {
  account,
  scope: { kind: 'account' },
  limit: 'orderQty',
  value: 5n,
  until: null,
  by: 'HAND',
  reason: 'a quiet day',
};
const over = (
  configured: Partial<RiskLimits>,
  ...set: readonly Partial<SetLimit>[]
): RiskLimits => {
  const limits = new SetLimits();
  for (const one of set) limits.apply({ ...setting, ...one });
  return limits.over({ ...defaultLimits, ...configured }, query);
};
const quantity = (most: number): RiskLimits['maxOrderQty'] => ({
  default: toQuantity(most),
  byInstrument: new Map(),
});
const qtyOf = (configured: number, ...set: readonly Partial<SetLimit>[]): number | null =>
  over({ maxOrderQty: quantity(configured) }, ...set).maxOrderQty.default;

const scopes: readonly StateScope[] = [
  { kind: 'firm' },
  { kind: 'account' },
  { kind: 'book', book },
  { kind: 'strategy', strategy },
  { kind: 'instrument', instrument },
];

describe('limits that are set', () => {
  test.each(scopes)('of %o hold for an order in it', (scope) => {
    expect(qtyOf(9, { scope })).toBe(5);
  });

  test.each([
    { account: toAccountId('OTHER') },
    { scope: { kind: 'book', book: toBookId('C') } },
    { scope: { kind: 'strategy', strategy: toStrategyId('T') } },
    { scope: { kind: 'instrument', instrument: toInstrumentId('TCS.NSE') } },
  ] satisfies Partial<SetLimit>[])('of %o do not hold elsewhere', (elsewhere) => {
    expect(qtyOf(9, elsewhere)).toBe(9);
  });

  test('on the firm take the place of what is configured', () => {
    const scope = { kind: 'firm' } as const;
    expect([qtyOf(3, { scope }), qtyOf(3, { scope, value: 1n })]).toEqual([5, 1]);
  });

  test('on anything narrower only tighten, and the least of them holds', () => {
    const narrow = { scope: { kind: 'book', book }, value: 4n } as const;
    const firm = { scope: { kind: 'firm' }, value: 8n } as const;
    expect([qtyOf(3, narrow), qtyOf(9, narrow, {}), qtyOf(3, firm, narrow, {})]).toEqual([3, 4, 4]);
  });

  test.each([
    [501, 5],
    [500, 9],
    [499, 9],
  ])('until %i, at 500, are %i', (until, expected) => {
    expect(qtyOf(9, { until: toTimestamp(until) })).toBe(expected);
  });

  test('hold no more once they are taken back', () => {
    expect(qtyOf(9, {}, { value: null })).toBe(9);
  });

  test('leave an instrument its own configured limit', () => {
    const byInstrument = new Map([[instrument, toQuantity(2)]]);
    const { maxOrderQty } = over({ maxOrderQty: { default: toQuantity(9), byInstrument } }, {});
    expect(maxOrderQty.default).toBe(2);
  });

  test.each([
    ['dailyLoss', (limits) => limits.maxDailyLoss],
    ['drawdown', (limits) => limits.maxDrawdown],
  ] satisfies [LimitName, (limits: RiskLimits) => unknown][])('of %s tighten', (limit, valueOf) => {
    const configured = { maxDailyLoss: toMinor(9n), maxDrawdown: toMinor(9n) };
    const values = [5n, 10n].map((value) => valueOf(over(configured, { limit, value })));
    expect(values).toEqual([5n, 9n]);
  });

  test.each([
    ['its own limit', new Map([[instrument, toMinor(9n)]])],
    ['that of its currency', new Map()],
  ])('on an instrument, of what an order is worth, tighten %s', (_, byInstrument) => {
    const most = byInstrument.size === 0 ? 9n : 1n;
    const maxOrderNotional = { byCurrency: new Map([[currency, toMinor(most)]]), byInstrument };
    const values = [5n, 10n].map((value) => {
      const scope = { kind: 'instrument', instrument } as const;
      const limits = over({ maxOrderNotional }, { limit: 'orderValue', value, scope });
      return limits.maxOrderNotional.byCurrency.get(currency);
    });
    expect(values).toEqual([5n, 9n]);
  });

  test('of a position tighten', () => {
    const configured = { maxPosition: quantity(9) };
    const limit = 'position';
    const values = [5n, 10n].map((value) => over(configured, { limit, value }).maxPosition.default);
    expect(values).toEqual([5, 9]);
  });

  test('of a buffer tighten upwards', () => {
    const limit = 'cashBufferBps';
    const values = [5n, 10n].map(
      (value) => over({ cashBufferBps: 7 }, { limit, value }).cashBufferBps,
    );
    expect(values).toEqual([7, 10]);
  });

  test('hold where nothing is configured', () => {
    const scope = { kind: 'instrument', instrument } as const;
    const limits = over({}, { limit: 'orderValue', scope }, { limit: 'dailyLoss' }, {});
    expect([limits.maxOrderNotional.byCurrency.get(currency), limits.maxDailyLoss]).toEqual([
      5n,
      5n,
    ]);
  });

  test('are the configured ones themselves while nothing is set', () => {
    expect(new SetLimits().over(defaultLimits, query)).toBe(defaultLimits);
  });

  test('come back from plain data', () => {
    const [limits, again] = [new SetLimits(), new SetLimits()];
    limits.apply(setting);
    again.importState(structuredClone(limits.exportState()));
    expect(again.exportState()).toEqual([setting]);
  });
});

test('what is counted for an account is limited for accounts', () => {
  const narrow = Object.entries(limitScopes).flatMap(([name, kinds]) =>
    kinds.includes('book') ? [name] : [],
  );
  expect(narrow).toEqual(['orderQty', 'orderValue', 'cashBufferBps']);
});

describe('the largest values in the currency of an account', () => {
  const values = (...set: readonly Partial<SetLimit>[]): SetValues => {
    const limits = new SetLimits();
    for (const one of set) limits.apply({ ...setting, limit: 'orderValue', ...one });
    return limits.valuesOver(query, query.now);
  };

  test('are none while nothing is set', () => {
    expect(values()).toEqual({ order: null, open: null });
  });

  test.each(scopes.slice(0, 4))('are those that are set on %o', (scope) => {
    expect(values({ scope })).toEqual({ order: 5n, open: null });
  });

  test('are the least of several, of the firm too', () => {
    const firm = { scope: { kind: 'firm' } } as const;
    expect([values(firm, { value: 4n }), values(firm, { value: 6n })]).toEqual([
      { order: 4n, open: null },
      { order: 5n, open: null },
    ]);
  });

  test('are not those on an instrument, of another account, or that have ended', () => {
    const elsewhere = [
      { scope: { kind: 'instrument', instrument } },
      { account: toAccountId('OTHER') },
      { scope: { kind: 'book', book }, until: toTimestamp(500) },
    ] satisfies Partial<SetLimit>[];
    expect(values(...elsewhere)).toEqual({ order: null, open: null });
  });

  test('are of open orders too', () => {
    expect(values({ limit: 'openValue' })).toEqual({ order: null, open: 5n });
  });

  test.each(['orderValue', 'openValue'] as const)('of the firm end the configured %s', (limit) => {
    const most = new Map([[currency, toMinor(9n)]]);
    const configured = {
      maxOrderNotional: { byCurrency: most, byInstrument: new Map() },
      maxOpenNotional: most,
    };
    const left = (set: Partial<SetLimit>): number => {
      const { maxOrderNotional, maxOpenNotional } = over(configured, { limit, ...set });
      return (limit === 'orderValue' ? maxOrderNotional.byCurrency : maxOpenNotional).size;
    };
    expect([left({ scope: { kind: 'firm' } }), left({})]).toEqual([0, 1]);
  });
});

describe('what an account may lose', () => {
  const configured = { ...defaultLimits, maxDailyLoss: toMinor(9n), maxDrawdown: null };
  const losses = (now: number, ...set: readonly Partial<SetLimit>[]): LossLimits => {
    const limits = new SetLimits();
    for (const one of set) limits.apply({ ...setting, ...one });
    return limits.lossesOf(configured, account, now);
  };
  const firm = { kind: 'firm' } as const;

  test('is what is configured, as long as nothing is set', () => {
    expect(losses(500)).toEqual({ dailyLoss: 9n, drawdown: null });
  });

  test.each([
    [499, { dailyLoss: 9n, drawdown: 5n }],
    [500, { dailyLoss: 9n, drawdown: null }],
  ])('is at %i what was set until 500', (now, expected) => {
    const until = toTimestamp(500);
    expect(losses(now, { limit: 'drawdown', until })).toEqual(expected);
  });

  test.each([
    ['the firm, in place of what is configured', 12n, [{ scope: firm, value: 12n }]],
    ['the account, where that is less', 5n, [{ scope: firm, value: 12n }, {}]],
    ['the account, not where that is more', 9n, [{ value: 12n }]],
    ['another account, which is nothing to it', 9n, [{ account: toAccountId('OTHER') }]],
  ] satisfies [string, bigint, Partial<SetLimit>[]][])('is what is set on %s', (_, most, set) => {
    const daily = set.map((one) => ({ ...one, limit: 'dailyLoss' as const }));
    expect(losses(500, ...daily)).toEqual({ dailyLoss: most, drawdown: null });
  });

  test.each([
    [499, 500],
    [500, 700],
    [700, Number.POSITIVE_INFINITY],
  ])('may change by itself, seen at %i, at %d', (now, expected) => {
    const limits = new SetLimits();
    for (const [value, until] of [
      [1n, 700],
      [2n, 500],
      [3n, null],
    ] as const) {
      const scope = { kind: 'book', book: toBookId(`B${value}`) } as const;
      const end = until === null ? null : toTimestamp(until);
      limits.apply({ ...setting, scope, value, until: end });
    }
    expect(limits.nextEndAfter(now)).toBe(expected);
  });

  test('is looked up anew once anything was set, taken back or taken in', () => {
    const limits = new SetLimits();
    const seen = [limits.version];
    limits.apply(setting);
    seen.push(limits.version);
    limits.apply({ ...setting, value: null });
    seen.push(limits.version);
    limits.importState([]);
    seen.push(limits.version);
    expect(new Set(seen).size).toBe(4);
  });
});
