import {
  toCurrency,
  toMicros,
  toMinor,
  toOrderId,
  toPrice,
  toQuantity,
  toStrategyId,
} from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import { aCheckContext, anInstrument, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOrder, type CheckStage } from './pre-trade-checks.ts';
import { defaultLimits, type RiskLimits } from './risk-limits.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const inr = toCurrency('INR');
const second = toMicros(1_000_000);
const codeOf = (changes: ContextChanges, stage: CheckStage = 'submit'): string | null =>
  checkOrder(aCheckContext(changes), stage)?.code ?? null;
/** What is said one below a bound, at it, and one above. */
const around = (bound: number, at: (value: number) => ContextChanges): readonly (string | null)[] =>
  [bound - 1, bound, bound + 1].map((value) => codeOf(at(value)));
/** A close of all that is held, by the book and by the account. */
const close: ContextChanges = {
  request: { side: 'sell' },
  held: { positionQty: 10, accountQty: 10 },
};

test('nothing is bounded that nobody asked to bound', () => {
  expect(defaultLimits).toMatchObject({
    maxMarketNotional: new Map(),
    maxOpenNotional: new Map(),
    accountRate: null,
    maxDailyLoss: null,
    cashBufferBps: 0,
    rules: {},
  });
});

describe('P-14', () => {
  const most = (value: number): Partial<RiskLimits> => ({
    maxMarketNotional: new Map([[inr, toMinor(BigInt(value))]]),
  });

  test('bounds the value of a market order at what it would pay', () => {
    expect(around(1_000_50, (value) => ({ limits: most(value) }))).toEqual([
      'MARKET_VALUE_LIMIT',
      null,
      null,
    ]);
  });

  test('says what the order is worth, in which currency', () => {
    const refusal = checkOrder(aCheckContext({ limits: most(1) }), 'submit');
    expect(refusal?.reason).toContain('worth 1000.50 INR, limit 0.01 INR');
  });

  test('does not look at an order with a price of its own', () => {
    expect(codeOf({ request: { terms: limit(10_000) }, limits: most(1) })).toBeNull();
  });

  test('lets a close through', () => {
    expect(codeOf({ ...close, limits: most(1) })).toBeNull();
  });
});

describe('P-15', () => {
  const most = new Map([[inr, toMinor(5_000_00n)]]);
  const withOpen = (open: number): ContextChanges => ({
    request: { terms: limit(10_000) },
    limits: { maxOpenNotional: most },
    record: { openValue: () => BigInt(open) },
  });

  test('bounds the value of all open orders together', () => {
    expect(around(4_000_00, withOpen)).toEqual([null, null, 'OPEN_VALUE_LIMIT']);
  });

  test('lets a close through', () => {
    expect(codeOf({ ...withOpen(9_999_00), ...close })).toBeNull();
  });
});

describe('P-16', () => {
  const rate = { count: 10, within: second };

  test('bounds the messages of an account', () => {
    const at = (sent: number): ContextChanges => ({
      limits: { accountRate: rate },
      record: { messagesOfAccount: () => sent },
    });
    expect(around(9, at)).toEqual([null, null, 'RATE_LIMIT']);
  });

  test('bounds the messages of a strategy', () => {
    const at = (sent: number): ContextChanges => ({
      limits: { strategyRate: rate },
      record: { messagesOfStrategy: () => sent },
    });
    expect(around(9, at)).toEqual([null, null, 'RATE_LIMIT']);
  });

  test('lets no close through: a loop can be made of closes', () => {
    const record = { messagesOfAccount: () => 10 };
    expect(codeOf({ ...close, limits: { accountRate: rate }, record })).toBe('RATE_LIMIT');
  });

  test('counts amendments', () => {
    const record = { messagesOfAccount: () => 10 };
    expect(codeOf({ limits: { accountRate: rate }, record }, 'amend')).toBe('RATE_LIMIT');
  });

  test('does not bind a person by a strategy’s rate', () => {
    const request = { strategy: null };
    const record = { messagesOfStrategy: () => 99 };
    expect(codeOf({ request, limits: { strategyRate: rate }, record })).toBeNull();
  });

  test.each([
    [20, 4, null],
    [39, 4, null],
    [40, 4, 'MESSAGES_PER_TRADE'],
    [19, 0, null],
    [20, 0, 'MESSAGES_PER_TRADE'],
  ])('with %i messages for %i trades gives %s', (messages, trades, expected) => {
    const limits = { maxMessagesPerTrade: { ratio: 10, after: 20 } };
    expect(codeOf({ limits, record: { today: () => ({ messages, trades }) } })).toBe(expected);
  });
});

test('P-16 counts a day without trades as one with a trade', () => {
  const limits = { maxMessagesPerTrade: { ratio: 10, after: 1 } };
  const codes = [9, 10].map((messages) =>
    codeOf({ limits, record: { today: () => ({ messages, trades: 0 }) } }),
  );
  expect(codes).toEqual([null, 'MESSAGES_PER_TRADE']);
});

describe('P-19', () => {
  const limits = { maxPosition: { default: toQuantity(30), byInstrument: new Map() } };

  test('bounds a long position with everything that works', () => {
    const at = (accountQty: number): ContextChanges => ({
      limits,
      held: { accountQty, workingAccountQty: 5 },
    });
    expect(around(15, at)).toEqual([null, null, 'POSITION_LIMIT']);
  });

  test('bounds a short position as well', () => {
    const at = (short: number): ContextChanges => ({
      account: { products: ['delivery'], kind: 'margin', leverage: {} },
      request: { side: 'sell' },
      limits,
      held: { accountQty: -short },
    });
    expect(around(20, at)).toEqual([null, null, 'POSITION_LIMIT']);
  });

  test('counts what an amended order has filled once: it is held already', () => {
    const filled = toQuantity(6);
    const at = (accountQty: number): ContextChanges => ({ limits, filled, held: { accountQty } });
    expect(around(26, (held) => at(held)).map((code) => code !== null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('lets a position that is too large already be made smaller', () => {
    const held = { positionQty: 99, accountQty: 99 };
    expect(codeOf({ request: { side: 'sell' }, limits, held })).toBeNull();
  });

  test('is an instrument’s own where it has one', () => {
    const byInstrument = new Map([[anInstrument().id, toQuantity(9)]]);
    const own = { maxPosition: { default: toQuantity(30), byInstrument } };
    expect(codeOf({ limits: own })).toBe('POSITION_LIMIT');
  });
});

describe('P-20', () => {
  const request = { side: 'sell', reduceOnly: true } as const;

  test('takes no more than the position still is', () => {
    const at = (positionQty: number): ContextChanges => ({
      request,
      held: { positionQty, accountQty: positionQty },
    });
    expect(around(10, at)[0]).not.toBeNull();
    expect(around(10, at).slice(1)).toEqual([null, null]);
  });

  test('counts what works on the same side already', () => {
    const context = aCheckContext({ request, held: { positionQty: 15, workingPositionQty: 6 } });
    expect(checkOrder(context, 'submit')?.code).toBe('REDUCE_ONLY_WOULD_INCREASE');
  });

  test('takes nothing where nothing is held', () => {
    expect(codeOf({ request: { reduceOnly: true } })).toBe('REDUCE_ONLY_WOULD_INCREASE');
    const buysBack = { request: { reduceOnly: true }, held: { positionQty: -10, accountQty: -10 } };
    expect(codeOf(buysBack)).toBeNull();
  });
});

describe('P-23', () => {
  test.each([
    ['DAILY_LOSS_LIMIT', 'maxDailyLoss', 'lossToday'],
    ['DRAWDOWN_LIMIT', 'maxDrawdown', 'drawdown'],
  ] as const)('%s begins at the limit', (code, name, figure) => {
    const at = (lost: number): ContextChanges => ({
      limits: { [name]: toMinor(100n) },
      record: { [figure]: () => BigInt(lost) },
    });
    expect(around(100, at)).toEqual([null, code, code]);
  });

  test.each([
    ['maxDailyLoss', 'lossToday'],
    ['maxDrawdown', 'drawdown'],
  ] as const)('under %s nothing opens while nobody knows the loss', (name, figure) => {
    const changes = { limits: { [name]: toMinor(100n) }, record: { [figure]: () => null } };
    expect(checkOrder(aCheckContext(changes), 'submit')).toEqual({
      code: 'MARKET_PRICE_UNKNOWN',
      reason: 'not all that MAIN has is priced, or no rate to INR',
    });
    expect(codeOf({ ...close, ...changes })).toBeNull();
  });

  test('stops after so many refusals in a row', () => {
    const at = (rejects: number): ContextChanges => ({
      limits: { maxRejectsInARow: 5 },
      record: { rejectsInARow: () => rejects },
    });
    expect(around(5, at)).toEqual([null, 'TOO_MANY_REJECTS', 'TOO_MANY_REJECTS']);
  });

  test('stops a strategy that repeats itself', () => {
    const at = (repeats: number): ContextChanges => ({
      request: { strategy: toStrategyId('LOOP') },
      limits: { maxRepeats: { count: 5, within: second } },
      record: { repeats: () => repeats },
    });
    expect(around(4, at)).toEqual([null, null, 'REPEATED_EXECUTION']);
  });

  test.each([
    ['an exit that its list lets go', toOrderId('0000TEST000000'), null],
    ['an order that leads a list', null, 'REPEATED_EXECUTION'],
  ])('counts as a repetition of its strategy, or not: %s', (_, parent, expected) => {
    const list = toOrderId('0000TEST000000');
    const link = { list, parent, release: 'eachFill', contingency: null } as const;
    const request = { strategy: toStrategyId('LOOP'), link };
    const limits = { maxRepeats: { count: 5, within: second } };
    expect(codeOf({ request, limits, record: { repeats: () => 5 } })).toBe(expected);
  });

  test('lets a close through', () => {
    const record = { lossToday: () => 999n };
    expect(codeOf({ ...close, limits: { maxDailyLoss: toMinor(1n) }, record })).toBeNull();
  });
});

describe('P-24', () => {
  test('lets out as many orders as came in', () => {
    const at = (left: number): ContextChanges => ({
      record: { orderCounts: () => [{ what: 'list', came: 3, left }] },
    });
    expect(around(2, at)).toEqual([null, null, 'ORDERS_OUT_EXCEED_IN']);
  });
});

describe('P-32', () => {
  test('bounds the quantity by the median of the last orders', () => {
    const limits = { maxSizeOverMedian: { times: 10, least: 5 } };
    const at = (qty: number): ContextChanges => ({
      request: { qty: toQuantity(qty), terms: limit(10_000) },
      limits,
      record: { medianQty2: () => 7 },
    });
    expect(around(35, at)).toEqual([null, null, 'SIZE_UNUSUAL']);
  });

  test('says what is usual, to half a unit', () => {
    const context = aCheckContext({
      request: { qty: toQuantity(99), terms: limit(10_000) },
      limits: { maxSizeOverMedian: { times: 10, least: 5 } },
      record: { medianQty2: () => 7 },
    });
    expect(checkOrder(context, 'submit')?.reason).toContain('quantity 99, own median 3.5,');
  });

  test('bounds how far beyond the last price a buy pays', () => {
    const at = (ticks: number): ContextChanges => ({
      request: { terms: limit(ticks * 5) },
      limits: { maxPriceDistanceBps: 100 },
    });
    expect(around(2_020, at)).toEqual([null, null, 'PRICE_UNUSUAL']);
  });

  test('bounds how far below it a sale gives away', () => {
    const at = (ticks: number): ContextChanges => ({
      ...close,
      request: { side: 'sell', terms: limit(ticks * 5) },
      limits: { maxPriceDistanceBps: 100 },
    });
    expect(around(1_980, at)).toEqual(['PRICE_UNUSUAL', null, null]);
  });

  test('bounds the part of a day’s volume', () => {
    const at = (qty: number): ContextChanges => ({
      request: { qty: toQuantity(qty), terms: limit(10_000) },
      limits: {
        maxVolumeShare: { bps: 50, volumes: new Map([[anInstrument().id, toQuantity(4_000)]]) },
      },
    });
    expect(around(20, at)).toEqual([null, null, 'VOLUME_SHARE_LIMIT']);
  });
});
