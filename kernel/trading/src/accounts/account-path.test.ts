import { toAccountId } from 'argosy/core';
import { TradingRig, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

function aRig(): TradingRig {
  const rig = new TradingRig({ cash: 500n });
  rig.said();
  return rig;
}

const cashOf = (rig: TradingRig): bigint =>
  rig.machine.book.balance('MAIN/cash', rupees(0n).currency);
const account = toAccountId('MAIN');
const scope = { kind: 'account' } as const;

describe('the state of an account', () => {
  test('is told when it changes', () => {
    const rig = aRig();
    rig.setState('HALTED');
    expect(rig.said()).toEqual(['HALTED']);
  });

  test('is not told again when it stays', () => {
    const rig = aRig();
    rig.setState('ACTIVE');
    expect(rig.said()).toEqual([]);
  });

  test('may be tightened by a strategy', () => {
    const rig = aRig();
    rig.command({ type: 'setState', account, scope, state: 'HALTED', reason: 'panic' });
    expect(rig.said()).toEqual(['HALTED']);
  });

  test('may not be loosened by a strategy', () => {
    const rig = aRig();
    rig.setState('HALTED');
    rig.command({ type: 'setState', account, scope, state: 'REDUCING', reason: 'calm' });
    expect(rig.said()).toEqual(['HALTED', 'commandRefused']);
  });

  test('of an account nobody knows is refused', () => {
    const rig = aRig();
    const other = toAccountId('OTHER');
    rig.command({ type: 'setState', account: other, scope, state: 'HALTED', reason: 'test' });
    expect(rig.said()).toEqual(['commandRefused']);
  });
});

describe('a transfer', () => {
  test('into the account is booked', () => {
    const rig = aRig();
    rig.transfer('T', 100n);
    expect(cashOf(rig)).toBe(600n);
  });

  test('under the same id does nothing but say so', () => {
    const rig = aRig();
    rig.transfer('T', 100n);
    rig.transfer('T', 100n);
    expect([rig.said(), cashOf(rig)]).toEqual([['entry deposit', 'commandRefused'], 600n]);
  });

  test('under the same id with another amount is refused', () => {
    const rig = aRig();
    rig.transfer('T', 100n);
    rig.transfer('T', 101n);
    expect(rig.said()).toEqual(['entry deposit', 'commandRefused']);
  });

  test.each([
    [-499n, 1n],
    [-500n, 0n],
    [-501n, 500n],
  ])('of %i leaves %i of 500', (paise, left) => {
    const rig = aRig();
    rig.transfer('T', paise);
    expect(cashOf(rig)).toBe(left);
  });

  test('by a strategy is refused', () => {
    const rig = aRig();
    rig.command({ type: 'transfer', account, entry: 'T', amount: rupees(100n) });
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test('of an account nobody knows is refused', () => {
    const rig = aRig();
    const body = {
      type: 'transfer',
      account: toAccountId('OTHER'),
      entry: 'T',
      amount: rupees(1n),
    };
    rig.command({ ...body, type: 'transfer' }, { strategy: null });
    expect(rig.said()).toEqual(['commandRefused']);
  });
});
