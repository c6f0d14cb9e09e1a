import { toAccountId, toBookId, toInstrumentId, toPrice, toStrategyId } from 'argosy/core';
import type { OrderRequest, StateScope } from 'argosy/domain';
import { anAccount, anInstrument, aQuote, rupees, TradingRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const terms = { type: 'limit', limit: toPrice(10_000) } as const;
const [main, other] = [anAccount().id, toAccountId('OTHER')];
const tcs = toInstrumentId('TCS.NSE');

/** One order of each kind that a scope may single out, all at work. */
const orders: readonly Partial<OrderRequest>[] = [
  {},
  { book: toBookId('SECOND') },
  { strategy: toStrategyId('OTHER') },
  { instrument: tcs },
  { account: other },
];

function aRig(): TradingRig {
  const instruments = [anInstrument(), anInstrument({ id: tcs })];
  const balances = [rupees(100_000_00n)];
  const accounts = [anAccount({ balances }), anAccount({ id: other, balances })];
  const rig = new TradingRig({ instruments, accounts, originPolicy: 'any' });
  rig.feed(aQuote(), aQuote({ instrument: tcs }));
  for (const order of orders) rig.submit({ terms, ...order });
  rig.said();
  return rig;
}

function kill(rig: TradingRig, scope: StateScope): void {
  rig.command({ type: 'kill', account: main, scope, reason: 'enough' }, { strategy: null });
}

/** Which of the orders a cancel is on its way for. */
const cancelled = (rig: TradingRig): readonly number[] =>
  rig.machine.openOrders().flatMap(({ pending }, at) => (pending === 'cancel' ? [at] : []));
const codeOf = (rig: TradingRig, changes: Partial<OrderRequest> = {}): string | null => {
  const order = rig.machine.order(rig.submit({ terms, ...changes }));
  return order?.state === 'DENIED' ? (order.reason?.split(':')[0] ?? '') : null;
};

const scopes: readonly (readonly [StateScope, readonly number[], string])[] = [
  [{ kind: 'firm' }, [0, 1, 2, 3, 4], 'FIRM_HALTED'],
  [{ kind: 'account' }, [0, 1, 2, 3], 'ACCOUNT_HALTED'],
  [{ kind: 'reconciliation' }, [0, 1, 2, 3], 'ACCOUNT_HALTED'],
  [{ kind: 'book', book: toBookId('TEST') }, [0, 2, 3], 'BOOK_HALTED'],
  [{ kind: 'strategy', strategy: toStrategyId('TEST') }, [0, 1, 3], 'STRATEGY_HALTED'],
  [{ kind: 'instrument', instrument: anInstrument().id }, [0, 1, 2], 'INSTRUMENT_SUSPENDED'],
];

describe.each(scopes)('the kill switch of %o', (scope, within, code) => {
  test('halts it first, then cancels what works in it and nothing else', () => {
    const rig = aRig();
    kill(rig, scope);
    expect(rig.said()).toEqual(['HALTED', ...within.map(() => 'pendingCancel')]);
    expect(cancelled(rig)).toEqual(within);
    expect(codeOf(rig)).toBe(code);
  });

  test.each(['restart', 'recall'] as const)('outlives a %s', (again) => {
    const rig = aRig();
    kill(rig, scope);
    rig[again]();
    expect(codeOf(rig)).toBe(code);
  });

  test('is let go by a person who says so', () => {
    const rig = aRig();
    kill(rig, scope);
    const state = 'ACTIVE';
    const body = { type: 'setState', account: main, scope, state, reason: 'looked' } as const;
    rig.command(body, { strategy: null });
    expect(codeOf(rig)).toBeNull();
  });
});

describe('the kill switch', () => {
  test('halts every account of the firm, by whichever it is named', () => {
    const rig = aRig();
    kill(rig, { kind: 'firm' });
    expect(codeOf(rig, { account: other })).toBe('FIRM_HALTED');
  });

  test('pressed again cancels what the broker did not let go, and says no state twice', () => {
    const rig = aRig();
    kill(rig, { kind: 'account' });
    for (const { request } of rig.machine.openOrders().slice(0, 1)) {
      rig.report(request.id, { type: 'cancelRejected', reason: 'too late' });
    }
    rig.said();
    kill(rig, { kind: 'account' });
    expect(rig.said()).toEqual(['pendingCancel']);
  });

  test('is refused where it names an account that is not ours', () => {
    const rig = aRig();
    const account = toAccountId('NOBODY');
    rig.command({ type: 'kill', account, scope: { kind: 'firm' }, reason: '' });
    expect([rig.said(), codeOf(rig)]).toEqual([['commandRefused'], null]);
  });
});

describe('a strategy', () => {
  const press = (scope: StateScope): readonly string[] => {
    const rig = new TradingRig();
    rig.said();
    rig.command({ type: 'kill', account: main, scope, reason: '' });
    return rig.said();
  };
  const others: readonly StateScope[] = [
    { kind: 'strategy', strategy: toStrategyId('OTHER') },
    { kind: 'account' },
    { kind: 'firm' },
  ];

  test('presses its own kill switch', () => {
    expect(press({ kind: 'strategy', strategy: toStrategyId('TEST') })).toEqual(['HALTED']);
  });

  test.each(others)('does not press that of %o', (scope) => {
    expect(press(scope)).toEqual(['commandRefused']);
  });

  test('does not tighten the state of the firm', () => {
    const rig = new TradingRig();
    rig.said();
    const scope = { kind: 'firm' } as const;
    rig.command({ type: 'setState', account: main, scope, state: 'REDUCING', reason: '' });
    expect(rig.said()).toEqual(['commandRefused']);
  });
});
