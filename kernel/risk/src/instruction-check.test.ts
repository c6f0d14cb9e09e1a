import { toMicros, toOrderId, toPrice, toOriginCode, toQuantity, toTimestamp } from 'argosy/core';
import {
  instructOrder,
  type GivenInstructions,
  type OrderRequest,
  type OrderTerms,
  type TimeInForce,
} from 'argosy/domain';
import { aCheckContext, anInstrument, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { findUnsupported } from './unsupported.ts';
import { checkOrder } from './pre-trade-checks.ts';
import { RecentOrders } from './recent-orders.ts';
import { defaultOrderMatrix, type OrderMatrix } from './order-matrix.ts';

const limit: OrderTerms = { type: 'limit', limit: toPrice(10_000) };
const now = toTimestamp(1_000);

function codeOf(request: OrderRequest, stage: 'submit' | 'amend' = 'submit'): string | null {
  const context = aCheckContext({ request, now, limits: { matrix: defaultOrderMatrix } });
  return checkOrder(context, stage)?.code ?? null;
}

function anOrder(given: GivenInstructions, changes: Partial<OrderRequest> = {}): OrderRequest {
  return instructOrder(anOrderRequest({ terms: limit, ...changes }), given);
}

describe('P-34 on the end of an order', () => {
  test.each([
    [999, 'EXPIRY_PAST'],
    [1_000, 'EXPIRY_PAST'],
    [1_001, null],
  ])('at %i, when it is 1000, gives %s', (at, expected) => {
    const order = anOrder({ expiresAt: toTimestamp(at) }, { tif: 'GTD' });
    expect([codeOf(order), codeOf(order, 'amend')]).toEqual([expected, expected]);
  });

  test.each<TimeInForce>(['DAY', 'GTC', 'IOC', 'FOK', 'AT_OPEN', 'AT_CLOSE'])(
    'lets an order that is %s have none of its own',
    (tif) => {
      expect(codeOf(anOrder({ expiresAt: toTimestamp(2_000) }, { tif }))).toBe(
        'EXPIRY_WITHOUT_GTD',
      );
    },
  );

  test('wants one of a GTD order with other instructions too', () => {
    expect(codeOf(anOrder({ postOnly: true }, { tif: 'GTD' }))).toBe('EXPIRY_MISSING');
  });
});

describe('P-34 on what an order shows', () => {
  test.each([
    [0, 'DISPLAY_OUT_OF_BOUNDS'],
    [2, null],
    [3, 'DISPLAY_OUT_OF_BOUNDS'],
    [10, null],
    [12, 'DISPLAY_OUT_OF_BOUNDS'],
  ])('%i of 10 by twos gives %s', (display, expected) => {
    const context = aCheckContext({
      request: anOrder({ display: toQuantity(display) }),
      instrument: anInstrument({ lot: toQuantity(2) }),
      limits: { matrix: defaultOrderMatrix },
    });
    expect(checkOrder(context, 'submit')?.code ?? null).toBe(expected);
  });

  const shrunk = aCheckContext({
    request: anOrder({ display: toQuantity(8) }),
    qty: toQuantity(7),
    limits: { matrix: defaultOrderMatrix },
  });

  test('is held against the quantity it is amended to', () => {
    const actor = { origin: toOriginCode('HAND'), action: 'amend' } as const;
    expect(checkOrder({ ...shrunk, actor }, 'amend')?.code).toBe('DISPLAY_OUT_OF_BOUNDS');
  });

  test('may be more than what its list or its position leaves of it', () => {
    expect(checkOrder({ ...shrunk, actor: null }, 'release')).toBeNull();
  });

  test.each<[TimeInForce, string | null]>([
    ['DAY', null],
    ['GTC', null],
    ['IOC', 'DISPLAY_NEVER_RESTS'],
    ['FOK', 'DISPLAY_NEVER_RESTS'],
    ['AT_CLOSE', 'DISPLAY_NEVER_RESTS'],
  ])('is nothing where it never rests: %s gives %s', (tif, expected) => {
    expect(codeOf(anOrder({ display: toQuantity(4) }, { tif }))).toBe(expected);
  });
});

describe('P-34 on an order that only makes', () => {
  test.each<[TimeInForce, string | null]>([
    ['DAY', null],
    ['GTC', null],
    ['IOC', 'POST_ONLY_WOULD_TAKE'],
    ['FOK', 'POST_ONLY_WOULD_TAKE'],
    ['AT_OPEN', 'POST_ONLY_WOULD_TAKE'],
  ])('%s gives %s', (tif, expected) => {
    expect(codeOf(anOrder({ postOnly: true }, { tif }))).toBe(expected);
  });
});

describe('P-06 on an order for the opening', () => {
  test.each([
    ['AT_OPEN', null],
    ['GTC', 'MARKET_CLOSED'],
    ['AT_CLOSE', 'MARKET_CLOSED'],
  ] as const)('before it: %s gives %s', (tif, expected) => {
    const limits = { matrix: defaultOrderMatrix };
    const context = aCheckContext({ request: { tif }, session: null, limits });
    expect(checkOrder(context, 'submit')?.code ?? null).toBe(expected);
  });

  test('waits for no halt to end', () => {
    const limits = { matrix: defaultOrderMatrix };
    const context = aCheckContext({ request: { tif: 'AT_OPEN' }, status: 'halted', limits });
    expect(checkOrder(context, 'submit')?.code).toBe('INSTRUMENT_HALTED');
  });
});

describe('what a venue does by itself', () => {
  const rule = { tifs: ['GTC'], products: ['delivery'] } as const;
  const matrix: OrderMatrix = { limit: rule, stopLimit: { ...rule, flags: ['display'] } };
  const stop: OrderTerms = {
    type: 'stopLimit',
    trigger: toPrice(10_100),
    limit: toPrice(10_100),
  };
  const codeFor = (order: OrderRequest): string | null =>
    findUnsupported(matrix, order, order.terms)?.code ?? null;

  test('is said of the type, the time in force and each instruction', () => {
    expect([
      codeFor(anOrder({})),
      codeFor(anOrder({}, { terms: { type: 'market' } })),
      codeFor(anOrder({}, { tif: 'GTD' })),
      codeFor(anOrder({ display: toQuantity(4) })),
      codeFor(anOrder({ display: toQuantity(4) }, { terms: stop })),
      codeFor(anOrder({ postOnly: true }, { terms: stop })),
      codeFor(anOrder({ triggerBy: 'last' }, { terms: stop })),
    ]).toEqual([
      null,
      'ORDER_TYPE_UNSUPPORTED',
      'TIME_IN_FORCE_UNSUPPORTED',
      'FLAG_UNSUPPORTED',
      null,
      'FLAG_UNSUPPORTED',
      'TRIGGER_SOURCE_UNSUPPORTED',
    ]);
  });
});

test('P-03: an order with other instructions is another order', () => {
  const recent = new RecentOrders(4);
  recent.note(anOrder({ display: toQuantity(4) }), now);
  const next = toOrderId('0000TEST000002');
  const since = now - toMicros(10);
  expect([
    recent.sameSentAt(anOrder({ display: toQuantity(4) }, { id: next }), since),
    recent.sameSentAt(anOrder({ display: toQuantity(2) }, { id: next }), since),
  ]).toEqual([now, null]);
});
