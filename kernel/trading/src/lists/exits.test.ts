import { toAccountId, toMicros, toQuantity, toStrategyId, type OrderId } from 'argosy/core';
import type { OrderRequest, StateScope } from 'argosy/domain';
import {
  BracketRig,
  aBracket,
  aLimit,
  anOrderRequest,
  orderId,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const sell = (qty: number, changes: Partial<OrderRequest> = {}): Partial<OrderRequest> => ({
  side: 'sell',
  qty: toQuantity(qty),
  terms: aLimit(10_200),
  ...changes,
});
const reasonOf = (rig: BracketRig, order: OrderId): string | null | undefined =>
  rig.machine.order(order)?.reason;

describe('exits of one bracket count once', () => {
  /** A position of twenty, ten of which a bracket’s exits cover. */
  function twenty(options: TradingRigOptions = {}): BracketRig {
    const rig = new BracketRig(options);
    rig.enter(1);
    rig.trade(10, 'buy', 10);
    return rig;
  }

  test('where an account only reduces: the rest of the position may be closed', () => {
    const rig = twenty();
    rig.setState('REDUCING');
    const ten = rig.submit({ id: orderId(11), ...sell(10) });
    const one = rig.submit({ id: orderId(12), ...sell(1) });
    expect([reasonOf(rig, ten), reasonOf(rig, one)?.split(':')[0]]).toEqual([
      null,
      'ACCOUNT_REDUCING',
    ]);
  });

  test('where an order only reduces', () => {
    const rig = twenty();
    const ten = rig.submit({ id: orderId(11), ...sell(10, { reduceOnly: true }) });
    const one = rig.submit({ id: orderId(12), ...sell(1, { reduceOnly: true }) });
    expect([reasonOf(rig, ten), reasonOf(rig, one)?.split(':')[0]]).toEqual([
      null,
      'REDUCE_ONLY_WOULD_INCREASE',
    ]);
  });

  test('towards the largest position', () => {
    const maxPosition = { default: toQuantity(20), byInstrument: new Map() };
    const rig = twenty({ limits: { maxPosition } });
    const most = rig.submit({ id: orderId(11), ...sell(30) });
    const more = rig.submit({ id: orderId(12), ...sell(1) });
    expect([reasonOf(rig, most), reasonOf(rig, more)]).toEqual([
      null,
      'POSITION_LIMIT: position would be 21, limit 20',
    ]);
  });
});

describe('a position is not left without its stop', () => {
  test('by a limit on messages: what a fill releases is not asked for again', () => {
    const limits = { accountRate: { count: 1, within: toMicros(3_600_000_000) } };
    const rig = new BracketRig({ limits });
    rig.enter(1);
    expect(rig.nth(2, 3).map((one) => one?.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
    const third = rig.submit({ id: orderId(9), terms: aLimit(9_990) });
    expect(reasonOf(rig, third)).toContain('RATE_LIMIT');
  });

  test.each([
    ['account', { kind: 'account' }],
    ['instrument', { kind: 'instrument', instrument: anOrderRequest().instrument }],
  ] as const)('by a halt of the %s: an entry at work whose exits wait is ended', (_, scope) => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    const plain = rig.work({ id: orderId(9), terms: aLimit(9_990) });
    const account = toAccountId('MAIN');
    const body = { type: 'setState', account, scope, state: 'HALTED', reason: 'by hand' } as const;
    rig.command(body, { strategy: null });
    expect(rig.machine.order(orderId(1))?.pending).toBe('cancel');
    expect(rig.machine.order(plain)?.pending).toBeNull();
    rig.report(orderId(1), { type: 'canceled', reason: null });
    expect(rig.nth(2, 3).map((one) => one?.state)).toEqual(['CANCELED', 'CANCELED']);
  });

  test.each([
    { kind: 'firm' },
    { kind: 'account' },
    { kind: 'book', book: anOrderRequest().book },
    { kind: 'strategy', strategy: toStrategyId('TEST') },
    { kind: 'instrument', instrument: anOrderRequest().instrument },
  ] satisfies StateScope[])(
    'by a halt of %o: an entry that has filled in part is ended',
    (scope) => {
      for (const type of ['setState', 'kill'] as const) {
        const rig = new BracketRig();
        rig.send(aBracket(1));
        rig.accept(1);
        rig.fill(orderId(1), { trade: 'E-1', qty: 4 });
        rig.accept(2, 3);
        rig.effects.splice(0);
        const of = { account: toAccountId('MAIN'), scope, reason: 'by hand' };
        const body = type === 'kill' ? { type, ...of } : { type, ...of, state: 'HALTED' as const };
        rig.command(body, { strategy: null });
        expect(rig.effects).toContainEqual(
          expect.objectContaining({ type: 'cancel', order: orderId(1) }),
        );
        rig.report(orderId(1), { type: 'canceled', reason: null });
        const left = type === 'kill' ? ['cancel', 'cancel'] : [null, null];
        expect(rig.nth(2, 3).map((one) => one?.pending)).toEqual(left);
        expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([4, 4]);
      }
    },
  );
});
