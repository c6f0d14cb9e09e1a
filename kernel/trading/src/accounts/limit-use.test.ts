import { toAccountId, toInstrumentId, toPrice, toQuantity } from 'argosy/core';
import type { LimitName, StateScope } from 'argosy/domain';
import { anInstrument, LossRig } from '@argosy/testkit';
import { expect, test } from 'vitest';

const main = toAccountId('MAIN');
const share = anInstrument();
const other = anInstrument({ id: toInstrumentId('TCS.NSE') });

function useOf(
  rig: LossRig,
  limit: LimitName,
  scope: StateScope = { kind: 'account' },
): bigint | null {
  const set = { account: main, scope, limit, value: 1n, until: null, by: '', reason: '' };
  return rig.machine.view.limitUse(set);
}

test('a drawdown is used as far as the account stands below its height', () => {
  const rig = LossRig.risen();
  rig.price(860_00);
  expect([useOf(rig, 'drawdown'), useOf(rig, 'drawdown', { kind: 'firm' })]).toEqual([
    40_00n,
    40_00n,
  ]);
});

test('a gain uses nothing of what a day may lose, and a loss what it is', () => {
  const rig = LossRig.overNight();
  rig.price(950_00);
  const gained = useOf(rig, 'dailyLoss');
  rig.price(870_00);
  expect([gained, useOf(rig, 'dailyLoss')]).toEqual([0n, 30_00n]);
});

test('nobody knows the use of a loss while what is held has no price', () => {
  const rig = LossRig.risen();
  rig.recover();
  expect(useOf(rig, 'drawdown')).toBeNull();
});

test('a limit of positions is used by the largest, long or short, or by the instrument that it is on', () => {
  const rig = new LossRig();
  for (const instrument of [share, other]) rig.price(200_00, instrument);
  rig.trade(200_00, { qty: toQuantity(3) });
  rig.trade(200_00, { qty: toQuantity(2), instrument: other.id });
  const on = { kind: 'instrument', instrument: other.id } as const;
  expect([useOf(rig, 'position'), useOf(rig, 'position', on)]).toEqual([3n, 2n]);
});

test('a limit of open value is used by what works, once it is asked for', () => {
  const rig = new LossRig();
  rig.price(200_00);
  rig.setLimit({ limit: 'openValue', value: 1_000_00n });
  rig.submit({ terms: { type: 'limit', limit: toPrice(150_00) }, qty: toQuantity(2) });
  rig.submit({ terms: { type: 'market' }, qty: toQuantity(1) });
  expect(useOf(rig, 'openValue')).toBe(500_00n);
});

test.each(['orderQty', 'orderValue', 'cashBufferBps'] as const)(
  'a limit of %s is of each order by itself: nothing of it is used',
  (limit) => {
    expect(useOf(LossRig.risen(), limit)).toBeNull();
  },
);
