import { toAccountId, toMicros, toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';
import {
  TradingRig,
  aQuote,
  aTouch,
  anAccount,
  anOrderRequest,
  rupees,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const id = (n: number): OrderId => toOrderId(`0000TEST${String(n).padStart(6, '0')}`);
const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: id(n), ...changes });
/** A bracket of ten whose entry is the n-th order, its target the next and its stop the one after. */
const bracket = (n: number): readonly OrderRequest[] =>
  linkOto(
    request(n, { terms: limit(10_000) }),
    linkOuo([
      request(n + 1, { side: 'sell', terms: limit(10_100) }),
      request(n + 2, { side: 'sell', terms: stop(9_900) }),
    ]),
    'eachFill',
  );

function rigOf(options: TradingRigOptions = {}): TradingRig {
  const account = anAccount({ kind: 'margin', balances: [rupees(1_000_000_00n)] });
  const rig = new TradingRig({ accounts: [account], ...options });
  rig.feed(aQuote());
  return rig;
}

function sendBracket(rig: TradingRig, n: number): void {
  const orders = bracket(n).map((one) => ({ request: one, touch: aTouch() }));
  rig.command({ type: 'submitList', orders });
}

/** A bracket whose entry has filled and whose exits work. */
function enter(rig: TradingRig, n: number): void {
  sendBracket(rig, n);
  rig.fill(id(n), { trade: `E-${n}`, qty: 10 });
}

const sell = (qty: number, changes: Partial<OrderRequest> = {}): Partial<OrderRequest> => ({
  side: 'sell',
  qty: toQuantity(qty),
  terms: limit(10_200),
  ...changes,
});
const reasonOf = (rig: TradingRig, order: OrderId): string | null | undefined =>
  rig.machine.order(order)?.reason;

describe('exits of one bracket count once', () => {
  /** A position of twenty, ten of which a bracket’s exits cover. */
  function twenty(options: TradingRigOptions = {}): TradingRig {
    const rig = rigOf(options);
    enter(rig, 1);
    rig.fill(rig.submit({ id: id(10), terms: limit(10_000) }), { trade: 'P', qty: 10 });
    return rig;
  }

  test('where an account only reduces: the rest of the position may be closed', () => {
    const rig = twenty();
    rig.setState('REDUCING');
    const ten = rig.submit({ id: id(11), ...sell(10) });
    const one = rig.submit({ id: id(12), ...sell(1) });
    expect([reasonOf(rig, ten), reasonOf(rig, one)?.split(':')[0]]).toEqual([
      null,
      'ACCOUNT_REDUCING',
    ]);
  });

  test('where an order only reduces', () => {
    const rig = twenty();
    const ten = rig.submit({ id: id(11), ...sell(10, { reduceOnly: true }) });
    const one = rig.submit({ id: id(12), ...sell(1, { reduceOnly: true }) });
    expect([reasonOf(rig, ten), reasonOf(rig, one)?.split(':')[0]]).toEqual([
      null,
      'REDUCE_ONLY_WOULD_INCREASE',
    ]);
  });

  test('towards the largest position', () => {
    const maxPosition = { default: toQuantity(20), byInstrument: new Map() };
    const rig = twenty({ limits: { maxPosition } });
    const most = rig.submit({ id: id(11), ...sell(30) });
    const more = rig.submit({ id: id(12), ...sell(1) });
    expect([reasonOf(rig, most), reasonOf(rig, more)]).toEqual([
      null,
      'POSITION_LIMIT: position would be 21, limit 20',
    ]);
  });
});

describe('a position is not left without its stop', () => {
  test('by a limit on messages: what a fill releases is not asked for again', () => {
    const limits = { accountRate: { count: 1, within: toMicros(3_600_000_000) } };
    const rig = rigOf({ limits });
    enter(rig, 1);
    expect([2, 3].map((n) => rig.machine.order(id(n))?.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
    const third = rig.submit({ id: id(9), terms: limit(9_990) });
    expect(reasonOf(rig, third)).toContain('RATE_LIMIT');
  });

  test.each([
    ['account', { kind: 'account' }],
    ['instrument', { kind: 'instrument', instrument: anOrderRequest().instrument }],
  ] as const)('by a halt of the %s: an entry at work whose exits wait is ended', (_, scope) => {
    const rig = rigOf();
    sendBracket(rig, 1);
    const plain = rig.work({ id: id(9), terms: limit(9_990) });
    const account = toAccountId('MAIN');
    const body = { type: 'setState', account, scope, state: 'HALTED', reason: 'by hand' } as const;
    rig.command(body, { strategy: null });
    expect(rig.machine.order(id(1))?.pending).toBe('cancel');
    expect(rig.machine.order(plain)?.pending).toBeNull();
    rig.report(id(1), { type: 'canceled', reason: null });
    expect([2, 3].map((n) => rig.machine.order(id(n))?.state)).toEqual(['CANCELED', 'CANCELED']);
  });
});
