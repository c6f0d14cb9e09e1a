import { toAccountId, toBookId, toInstrumentId, toStrategyId } from 'argosy/core';
import { expect, it } from 'vitest';

import type { StateScope, TradingState } from './trading-event.ts';
import { TradingStates } from './trading-states.ts';

const account = toAccountId('A1');
const book = toBookId('day');
const strategy = toStrategyId('ema');
const instrument = toInstrumentId('SBIN.NSE');
const order = { account, book, strategy, instrument };

function statesOf(...states: readonly (readonly [StateScope, TradingState])[]): TradingStates {
  const folded = new TradingStates();
  for (const [scope, state] of states)
    folded.apply({ account, scope, state, reason: `${state} now` });
  return folded;
}

it.each([
  [{ kind: 'account' }],
  [{ kind: 'book', book }],
  [{ kind: 'strategy', strategy }],
  [{ kind: 'instrument', instrument }],
  [{ kind: 'reconciliation' }],
] as const)('an order meets what lies on its %o', (scope) => {
  const states = statesOf([scope, 'HALTED']);
  expect(states.restrictionOn(order)).toEqual({
    state: 'HALTED',
    scope: scope.kind,
    reason: 'HALTED now',
  });
  const other = { ...order, account: toAccountId('A2') };
  expect(states.restrictionOn(other)).toEqual({ state: 'ACTIVE', scope: 'account', reason: '' });
});

it('lays what lies on the firm on every account, whichever of them names it', () => {
  const states = statesOf([{ kind: 'firm' }, 'HALTED'], [{ kind: 'account' }, 'HALTED']);
  const other = { ...order, account: toAccountId('A2') };
  expect([order, other].map((one) => states.restrictionOn(one).scope)).toEqual(['firm', 'firm']);
  const [scope, state] = [{ kind: 'firm' }, 'ACTIVE'] as const;
  states.apply({ account: other.account, scope, state, reason: '' });
  expect(states.restrictionOn(order).scope).toBe('account');
  expect(states.restrictionOn(other).state).toBe('ACTIVE');
});

it('gives the gravest state, of two alike the wider', () => {
  const states = statesOf(
    [{ kind: 'book', book }, 'REDUCING'],
    [{ kind: 'strategy', strategy }, 'HALTED'],
    [{ kind: 'instrument', instrument }, 'HALTED'],
  );
  expect(states.restrictionOn(order)).toMatchObject({ state: 'HALTED', scope: 'strategy' });
});

it('leaves instruments out where none is named, and the strategy where nobody sends', () => {
  const states = statesOf(
    [{ kind: 'strategy', strategy }, 'HALTED'],
    [{ kind: 'instrument', instrument }, 'HALTED'],
  );
  expect(states.restrictionOn({ ...order, strategy: null, instrument: null }).state).toBe('ACTIVE');
});

it('forgets what is ACTIVE again', () => {
  const states = statesOf(
    [{ kind: 'account' }, 'REDUCING'],
    [{ kind: 'book', book }, 'HALTED'],
    [{ kind: 'account' }, 'ACTIVE'],
  );
  expect(states.restricted()).toEqual([
    { account, scope: { kind: 'book', book }, state: 'HALTED', reason: 'HALTED now' },
  ]);
});

it.each(['restricted', 'frozen', 'closed'] as const)(
  'an account that is %s only reduces',
  (status) => {
    const states = new TradingStates();
    states.applyStatus({ account, status, reason: 'so' });
    expect(states.restrictionOn(order)).toEqual({
      state: 'REDUCING',
      scope: 'account',
      reason: `the account is ${status}: so`,
    });
  },
);

it('a halt is graver than how the account stands', () => {
  const states = statesOf([{ kind: 'book', book }, 'HALTED']);
  states.applyStatus({ account, status: 'frozen', reason: 'so' });
  expect(states.restrictionOn(order).state).toBe('HALTED');
});

it('an account that is opened again is free', () => {
  const states = new TradingStates();
  states.applyStatus({ account, status: 'frozen', reason: 'so' });
  states.applyStatus({ account, status: 'open', reason: 'again' });
  expect(states.restrictionOn(order).state).toBe('ACTIVE');
});
