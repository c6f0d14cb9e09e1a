import {
  toAccountId,
  toBookId,
  toCurrency,
  toInstrumentId,
  toOrderId,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import type { CommandBody, OrderRequest, OrderTerms } from 'argosy/domain';
import { linkOto } from 'argosy/orders';
import {
  anAccount,
  anInstrument,
  anOrderRequest,
  aPair,
  aQuote,
  aTouch,
  rupees,
  TradingRig,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

type Setting = Extract<CommandBody, { readonly type: 'setLimit' }>;
const terms = { type: 'limit', limit: toPrice(10_000) } as const;
const setting: Setting = {
  type: 'setLimit',
  account: anAccount().id,
  scope: { kind: 'account' },
  limit: 'orderQty',
  value: 9n,
  until: null,
  reason: 'a quiet day',
};

function aRig(options: TradingRigOptions = {}): TradingRig {
  const rig = new TradingRig({ cash: 100_000_00n, ...options });
  rig.feed(aQuote());
  rig.said();
  return rig;
}

function set(rig: TradingRig, changes: Partial<Setting>, strategy: string | null = null): void {
  rig.command({ ...setting, ...changes }, { strategy });
}

const codeOf = (rig: TradingRig, changes: Partial<OrderRequest> = {}): string | null => {
  const order = rig.machine.order(rig.submit({ terms, ...changes }));
  return order?.state === 'DENIED' ? (order.reason?.split(':')[0] ?? '') : null;
};

describe('a limit that is set', () => {
  test('is said with who set it, until when and why', () => {
    const rig = aRig();
    const until = toTimestamp(9_000_000);
    set(rig, { until });
    expect(rig.of('limit')).toMatchObject([
      { limit: 'orderQty', value: 9n, until, by: 'TEST', reason: 'a quiet day' },
    ]);
  });

  test.each([8, 9, 10])('holds from then on, for %i of 9', (qty) => {
    const rig = aRig();
    set(rig, {});
    expect(codeOf(rig, { qty: toQuantity(qty) })).toBe(qty > 9 ? 'ORDER_QTY_LIMIT' : null);
  });

  test('holds for amendments', () => {
    const rig = aRig();
    const order = rig.work({ terms });
    set(rig, {});
    rig.said();
    rig.amend(order, 11, terms);
    expect(rig.said()).toContain('modifyRejected');
  });

  test.each(['restart', 'recall'] as const)('outlives a %s', (again) => {
    const rig = aRig();
    set(rig, {});
    set(rig, { limit: 'openValue', value: 999_00n });
    rig[again]();
    expect(codeOf(rig)).toBe('ORDER_QTY_LIMIT');
    expect(codeOf(rig, { qty: toQuantity(9) })).toBeNull();
    expect(codeOf(rig, { qty: toQuantity(1) })).toBe('OPEN_VALUE_LIMIT');
  });

  test('ends when its time is up, and when it is taken back', () => {
    const rig = aRig();
    set(rig, { until: toTimestamp(4_000_000) });
    expect([codeOf(rig), codeOf(rig)]).toEqual(['ORDER_QTY_LIMIT', null]);
    set(rig, {});
    set(rig, { value: null });
    expect(codeOf(rig)).toBeNull();
  });

  test('counts orders that were open before anyone asked what they are worth', () => {
    const rig = aRig();
    rig.work({ terms });
    set(rig, { limit: 'openValue', value: 1_999_00n });
    expect(codeOf(rig)).toBe('OPEN_VALUE_LIMIT');
    set(rig, { limit: 'openValue', value: 2_000_00n });
    expect(codeOf(rig)).toBeNull();
  });
});

describe('a value of what is open in several currencies', () => {
  const acme = anInstrument({ id: toInstrumentId('ACME.US'), currency: toCurrency('USD') });
  const pair = aPair({
    id: toInstrumentId('USDINR.FX'),
    base: toCurrency('USD'),
    currency: toCurrency('INR'),
    pricePrecision: 4,
  });

  /** One share in dollars works; a dollar is 80.0006 rupees, so 100.00 of them are 8000.06. */
  function working(terms: OrderTerms): TradingRig {
    const account = anAccount({ kind: 'margin', balances: [rupees(1_000_000_00n)] });
    const instruments = [anInstrument(), acme, pair];
    const rig = new TradingRig({ accounts: [account], instruments, originPolicy: 'any' });
    const at = (instrument: string, price: number) =>
      aQuote({ instrument, bid: toPrice(price), ask: toPrice(price) });
    rig.feed(at(pair.id, 80_0006), at(acme.id, 100_05), at('SBIN.NSE', 100_00));
    rig.work({ instrument: acme.id, qty: toQuantity(1), terms });
    return rig;
  }

  test.each([
    ['at its limit', { type: 'limit', limit: toPrice(100_05) }],
    ['at the last price', { type: 'market' }],
  ] satisfies [string, OrderTerms][])('converts another order %s, rounded up', (_, other) => {
    // 100.05 dollars are 8004.06003 rupees; one share more in rupees is worth 100.00.
    const codes = [8_104_06n, 8_104_07n].map((value) => {
      const rig = working(other);
      set(rig, { limit: 'openValue', value });
      return codeOf(rig, { qty: toQuantity(1) });
    });
    expect(codes).toEqual(['OPEN_VALUE_LIMIT', null]);
  });

  test('does not count an order against itself', () => {
    const rig = working({ type: 'limit', limit: toPrice(100_05) });
    const order = rig.machine.openOrders()[0]?.request.id ?? expect.fail('none works');
    set(rig, { limit: 'openValue', value: 8_005_00n });
    rig.said();
    rig.amend(order, 1, { type: 'limit', limit: toPrice(100_00) });
    expect(rig.said()).toContain('pendingUpdate');
    expect(rig.of('anomaly')).toEqual([]);
  });
});

describe('a buffer that is set', () => {
  const hold = (rig: TradingRig, at: number): bigint | undefined => {
    const order = rig.machine.openOrders()[at]?.request.id;
    return order === undefined ? undefined : rig.machine.book.holdOf(order)?.money.amount;
  };
  const market = { terms: { type: 'market' } } as const;
  const buffer = { limit: 'cashBufferBps', value: 1_000n } as const;

  test('values what open orders have set aside again, and what it does not concern stays', () => {
    const rig = aRig();
    rig.work(market);
    rig.work({ terms });
    const before = hold(rig, 0) ?? 0n;
    rig.said();
    set(rig, buffer);
    expect([hold(rig, 0), hold(rig, 1)]).toEqual([(before * 11n) / 10n, 100_000n]);
    expect(rig.said()).toEqual(['limit cashBufferBps', 'hold posted']);
    set(rig, { ...buffer, value: null });
    expect(hold(rig, 0)).toBe(before);
  });

  test('leaves orders of other strategies as they are', () => {
    const rig = aRig();
    rig.work(market);
    rig.feed(aQuote({ bid: toPrice(20_000), ask: toPrice(20_005) }));
    rig.said();
    set(rig, { ...buffer, scope: { kind: 'strategy', strategy: toStrategyId('OTHER') } });
    expect(rig.said()).toEqual(['limit cashBufferBps']);
  });

  test('sets nothing aside for an order that waits for its parent', () => {
    const rig = aRig();
    const [parent, child] = [toOrderId('0000TEST000001'), toOrderId('0000TEST000002')];
    const orders = linkOto(
      anOrderRequest({ id: parent, side: 'buy', terms }),
      [anOrderRequest({ id: child, ...market })],
      'whenDone',
    );
    rig.command({
      type: 'submitList',
      orders: orders.map((request) => ({ request, touch: aTouch() })),
    });
    set(rig, buffer);
    expect(rig.machine.book.holds().map(({ order }) => order)).toEqual([parent]);
  });

  test('takes nothing from an amendment that is on its way', () => {
    const rig = aRig({ limits: { cashBufferBps: 1_000 } });
    const order = rig.work(market);
    rig.amend(order, 20, market.terms);
    const before = hold(rig, 0);
    set(rig, { ...buffer, scope: { kind: 'firm' }, value: 0n });
    expect(hold(rig, 0)).toBe(before);
  });
});

describe('a limit is refused', () => {
  test.each([
    ['of an account that is not ours', { account: toAccountId('NOBODY') }, 'ACCOUNT_UNKNOWN'],
    ['below zero', { value: -1n }, 'BAD_LIMIT'],
    ['above what is kept exactly', { value: 2n ** 53n }, 'BAD_LIMIT'],
    ['that has ended', { until: toTimestamp(2_000_000) }, 'BAD_LIMIT'],
    [
      'that is not counted so',
      { limit: 'drawdown', scope: { kind: 'book', book: toBookId('TEST') } },
      'BAD_LIMIT',
    ],
  ] satisfies [string, Partial<Setting>, string][])('%s', (_, changes, code) => {
    const rig = aRig();
    set(rig, changes);
    expect([rig.of('limit'), rig.of('anomaly')[0]?.detail.split(':')[0]]).toEqual([[], code]);
  });

  test('from a strategy', () => {
    const rig = aRig();
    set(rig, {}, 'TEST');
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test.each([
    ['zero', { value: 0n }],
    ['the most', { value: 2n ** 53n - 1n }],
    ['a moment', { until: toTimestamp(2_000_001) }],
  ] satisfies [string, Partial<Setting>][])('not at %s', (_, changes) => {
    const rig = aRig();
    set(rig, changes);
    expect(rig.said()).toEqual(['limit orderQty']);
  });
});
