import {
  toBookId,
  toMicros,
  toMinor,
  toPrice,
  toQuantity,
  toStrategyId,
  type OrderId,
} from 'argosy/core';
import type { CommandBody, OrderRequest, OrderTerms, StateScope } from 'argosy/domain';
import {
  TradingRig,
  aQuote,
  anAccount,
  anInstrument,
  rupees,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const second = toMicros(1_000_000);

function rigOf(limits: TradingRigOptions['limits'] = {}): TradingRig {
  const rig = new TradingRig({ limits, cash: 1_000_000_00n });
  rig.feed(aQuote());
  return rig;
}

const codeOf = (rig: TradingRig, order: OrderId): string | undefined =>
  rig.machine.order(order)?.reason?.split(':')[0];
/** Submits so many orders and gives what became of each. */
function codes(rig: TradingRig, count: number, of: Partial<OrderRequest> = {}): readonly unknown[] {
  return Array.from({ length: count }, () => codeOf(rig, rig.submit(of)));
}

/** Buys and sells ten at these prices. */
function roundTrip(rig: TradingRig, name: string, [bought, sold]: readonly [number, number]): void {
  const buy = rig.work({ terms: limit(bought) });
  rig.fill(buy, { trade: `${name}-1`, qty: 10, price: bought });
  const sell = rig.work({ side: 'sell', terms: limit(sold) });
  rig.fill(sell, { trade: `${name}-2`, qty: 10, price: sold });
}

function setState(
  rig: TradingRig,
  scope: StateScope,
  state: 'ACTIVE' | 'HALTED' | 'REDUCING',
): void {
  const account = anAccount().id;
  const body: CommandBody = { type: 'setState', account, scope, state, reason: 'test' };
  rig.command(body, { strategy: null });
}

describe('a state', () => {
  const scopes: readonly (readonly [string, StateScope, string])[] = [
    ['a book', { kind: 'book', book: toBookId('TEST') }, 'BOOK_HALTED'],
    ['a strategy', { kind: 'strategy', strategy: toStrategyId('TEST') }, 'STRATEGY_HALTED'],
    [
      'an instrument',
      { kind: 'instrument', instrument: anInstrument().id },
      'INSTRUMENT_SUSPENDED',
    ],
  ];

  test.each(scopes)('lies on %s', (_, scope, code) => {
    const rig = rigOf();
    setState(rig, scope, 'HALTED');
    expect(codes(rig, 1)).toEqual([code]);
  });

  test('on another book leaves this one alone', () => {
    const rig = rigOf();
    setState(rig, { kind: 'book', book: toBookId('OTHER') }, 'HALTED');
    expect(codes(rig, 1)).toEqual([undefined]);
  });

  test('of the gravest of several counts', () => {
    const rig = rigOf();
    rig.setState('REDUCING');
    setState(rig, { kind: 'instrument', instrument: anInstrument().id }, 'HALTED');
    expect(codes(rig, 1)).toEqual(['INSTRUMENT_SUSPENDED']);
  });

  test('is lifted, and outlives a restart until it is', () => {
    const rig = rigOf();
    const scope: StateScope = { kind: 'book', book: toBookId('TEST') };
    setState(rig, scope, 'HALTED');
    rig.restart();
    const halted = codes(rig, 1);
    setState(rig, scope, 'ACTIVE');
    expect([...halted, ...codes(rig, 1)]).toEqual(['BOOK_HALTED', undefined]);
  });
});

describe('P-15', () => {
  test('adds up what is open, and no more once it is gone', () => {
    const rig = rigOf({ maxOpenNotional: new Map([[rupees(0n).currency, toMinor(2_000_00n)]]) });
    const first = rig.work({ terms: limit(10_000) });
    const before = codes(rig, 2, { terms: limit(10_000) });
    rig.report(first, { type: 'canceled', reason: null });
    expect([...before, ...codes(rig, 1, { terms: limit(10_000) })]).toEqual([
      undefined,
      'OPEN_VALUE_LIMIT',
      undefined,
    ]);
  });
});

describe('P-16', () => {
  test('lets orders out again when the time is over', () => {
    // Each turn of the rig is a second after the last one.
    const rig = rigOf({ accountRate: { count: 2, within: toMicros(3 * second) } });
    expect(codes(rig, 5)).toEqual([undefined, undefined, 'RATE_LIMIT', undefined, undefined]);
  });

  test('counts cancels, which always pass', () => {
    const rig = rigOf({ strategyRate: { count: 3, within: toMicros(60 * second) } });
    const order = rig.work({ terms: limit(9_000) });
    rig.cancel(order);
    rig.cancel(order);
    rig.cancel(order);
    expect([codes(rig, 1), rig.machine.order(order)?.pending]).toEqual([['RATE_LIMIT'], 'cancel']);
  });
});

describe('P-20', () => {
  const reduce = { side: 'sell', reduceOnly: true, terms: limit(10_500) } as const;

  test('shrinks an order when its position shrinks', () => {
    const rig = rigOf();
    rig.fill(rig.work({ terms: limit(10_005) }), { qty: 10, price: 10_005 });
    const exit = rig.work({ ...reduce, qty: toQuantity(6) });
    const other = rig.work({ side: 'sell', qty: toQuantity(4), terms: limit(10_000) });
    rig.fill(other, { trade: 'T-2', qty: 4, price: 10_000 });
    const late = rig.work({ side: 'buy', qty: toQuantity(1), terms: limit(10_005) });
    rig.fill(late, { trade: 'T-3', qty: 1, price: 10_005 });
    expect(rig.effects.filter(({ type }) => type === 'amend')).toEqual([]);
    rig.bust(late, 'T-3');
    rig.fill(rig.work({ side: 'buy', qty: toQuantity(1), terms: limit(10_005) }), { trade: 'T-4' });
    expect(rig.machine.order(exit)?.state).toBe('ACCEPTED');
  });

  test('ends an order when its position is gone', () => {
    const margin = anAccount({ kind: 'margin', balances: [rupees(1_000_000_00n)] });
    const rig = new TradingRig({ accounts: [margin] });
    rig.feed(aQuote());
    rig.fill(rig.work({ terms: limit(10_005) }), { qty: 10, price: 10_005 });
    const exit = rig.work({ ...reduce, qty: toQuantity(6) });
    const rest = rig.work({ side: 'sell', qty: toQuantity(8), terms: limit(10_000) });
    rig.effects.splice(0);
    rig.fill(rest, { trade: 'T-2', qty: 7, price: 10_000 });
    rig.report(exit, { type: 'updated', qty: toQuantity(3), terms: limit(10_500) });
    rig.fill(rest, { trade: 'T-3', qty: 1, price: 10_000 });
    const asked = rig.effects.map((effect) => [effect.type, effect.type === 'amend' && effect.qty]);
    expect(asked).toEqual([
      ['amend', 3],
      ['amend', 2],
    ]);
  });
});

describe('P-22', () => {
  const other = { book: toBookId('OTHER') };

  test.each([
    ['at its price', 10_000, 'SELF_TRADE'],
    ['a tick away', 9_995, undefined],
  ])('refuses a buy %s of another book’s sale', (_, price, expected) => {
    const rig = rigOf();
    rig.fill(rig.work({ terms: limit(10_005) }), { qty: 10, price: 10_005 });
    rig.work({ side: 'sell', terms: limit(10_000) });
    expect(codes(rig, 1, { ...other, terms: limit(price) })).toEqual([expected]);
  });

  test('lets one book do as it likes with itself', () => {
    const rig = rigOf();
    rig.fill(rig.work({ terms: limit(10_005) }), { qty: 10, price: 10_005 });
    rig.work({ side: 'sell', terms: limit(10_000) });
    expect(codes(rig, 1, { terms: limit(10_000) })).toEqual([undefined]);
  });

  test('lets books meet where that is configured', () => {
    const rig = rigOf({ selfTrade: 'allow' });
    rig.fill(rig.work({ terms: limit(10_005) }), { qty: 10, price: 10_005 });
    rig.work({ side: 'sell', terms: limit(10_000) });
    expect(codes(rig, 1, { ...other, terms: limit(10_000) })).toEqual([undefined]);
  });
});

describe('P-23', () => {
  test('stops an account that has lost its limit of the day, and lets it only reduce', () => {
    const rig = rigOf({ maxDailyLoss: toMinor(100_00n) });
    roundTrip(rig, 'A', [10_000, 9_000]);
    const first = codes(rig, 1);
    expect([...first, ...codes(rig, 1), rig.of('account')[0]?.state]).toEqual([
      'DAILY_LOSS_LIMIT',
      'ACCOUNT_REDUCING',
      'REDUCING',
    ]);
  });

  test('counts what open positions would lose', () => {
    const rig = rigOf({ maxDailyLoss: toMinor(100_00n) });
    rig.fill(rig.work({ terms: limit(10_000) }), { qty: 10, price: 10_000 });
    rig.feed(aQuote({ at: 9, bid: 9_000, ask: 9_000 }));
    expect(codes(rig, 1)).toEqual(['DAILY_LOSS_LIMIT']);
  });

  test('measures from the height, not from the beginning', () => {
    const rig = rigOf({ maxDrawdown: toMinor(100_00n) });
    roundTrip(rig, 'A', [10_000, 15_000]);
    roundTrip(rig, 'B', [10_000, 9_000]);
    expect(codes(rig, 1)).toEqual(['DRAWDOWN_LIMIT']);
  });

  test.each([
    ['what it has lost of an earlier gain', [10_000, 15_000, 13_900], 'DAILY_LOSS_LIMIT'],
    ['nothing of what it lost before', [10_000, 8_000, 8_000], undefined],
    ['nothing of an earlier gain that is still there', [10_000, 15_000, 15_000], undefined],
  ])('counts of a position held over night %s', (_, [bought, before, after], code) => {
    const rig = new TradingRig({
      limits: { maxDailyLoss: toMinor(100_00n) },
      cash: 1_000_000_00n,
      // A turn is a second: with this the day ends eight turns after the rig began.
      dayOffset: 86_400_000_000 - 8_000_000 + 1,
    });
    const quote = (price = 0): void => rig.feed(aQuote({ bid: price, ask: price }));
    quote(bought);
    rig.fill(rig.work({ terms: limit(bought ?? 0) }), { qty: 10, price: bought ?? 0 });
    while (rig.now < 8_000_000) quote(before);
    quote(after);
    expect(codes(rig, 1, { terms: limit(after ?? 0) })).toEqual([code]);
    rig.restart();
    expect(codes(rig, 1, { terms: limit(after ?? 0) })).toEqual([
      code === undefined ? undefined : 'ACCOUNT_REDUCING',
    ]);
  });

  test('starts a new day with no loss', () => {
    const rig = new TradingRig({
      limits: { maxDailyLoss: toMinor(100_00n) },
      cash: 1_000_000_00n,
      // A turn is a second: with this the day ends eight turns after the rig began.
      dayOffset: 86_400_000_000 - 8_000_000 + 1,
    });
    rig.feed(aQuote());
    roundTrip(rig, 'A', [10_000, 9_000]);
    expect(codes(rig, 1)).toEqual([undefined]);
  });

  test('stops after so many refusals in a row, and not before', () => {
    const rig = rigOf({ maxRejectsInARow: 2 });
    const reject = (): void => rig.report(rig.submit(), { type: 'rejected', reason: 'no' });
    reject();
    rig.work({ terms: limit(9_000) });
    reject();
    const before = codes(rig, 0);
    reject();
    expect([...before, ...codes(rig, 1)]).toEqual(['TOO_MANY_REJECTS']);
  });

  test('stops a strategy that buys the same again and again', () => {
    const rig = rigOf({ maxRepeats: { count: 3, within: toMicros(60 * second) } });
    expect(codes(rig, 4)).toEqual([undefined, undefined, undefined, 'REPEATED_EXECUTION']);
  });
});

describe('P-32', () => {
  test('knows the usual size from the account’s last orders in the instrument', () => {
    const rig = rigOf({ maxSizeOverMedian: { times: 10, least: 3 } });
    for (const qty of [5, 1, 3]) rig.submit({ qty: toQuantity(qty) });
    expect([31, 30].map((qty) => codes(rig, 1, { qty: toQuantity(qty) })[0])).toEqual([
      'SIZE_UNUSUAL',
      undefined,
    ]);
  });
});

describe('the protection of market orders', () => {
  test.each([
    ['buy', 10_055],
    ['sell', 9_950],
  ] as const)('sends a %s as a limit half a percent beyond the touch', (side, price) => {
    const rig = rigOf({ marketProtectionBps: 50 });
    rig.fill(rig.work({ terms: limit(10_000) }), { qty: 10, price: 10_000 });
    rig.effects.splice(0);
    const order = rig.submit({ side });
    expect([rig.machine.order(order)?.terms, rig.effects[0]]).toMatchObject([
      limit(price),
      { type: 'submit', request: { terms: limit(price) } },
    ]);
  });
});

test('what was counted outlives a restart', () => {
  const rig = rigOf({ maxRepeats: { count: 2, within: toMicros(60 * second) } });
  codes(rig, 2);
  rig.restart();
  expect(codes(rig, 1)).toEqual(['REPEATED_EXECUTION']);
});
