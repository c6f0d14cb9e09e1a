import { toAccountId, toInstrumentId, toPrice } from 'argosy/core';
import type { CorporateAction } from 'argosy/domain';
import { expect, test } from 'vitest';

import { actionMemo, readActionUnits } from './action-memo.ts';

const account = toAccountId('MAIN/actions/1');
const instrument = toInstrumentId('SBIN.NSE');
const ratio = { numerator: 3, denominator: 2 };
const fractionPrice = toPrice(1);
const into = toInstrumentId('HEIR.NSE');

function unitsOf(action: CorporateAction, purpose: 'action' | 'fill' = 'action') {
  const amount = { amount: 0n, currency: 'INR' };
  const leg = { ledgerAccount: actionMemo(account, instrument, action), amount };
  return readActionUnits(Object.assign({ account, purpose }, { legs: [leg] as never }));
}

test('an action is named as it always was: journals have the name', () => {
  expect(actionMemo(account, instrument, { type: 'split', ...ratio, fractionPrice })).toBe(
    'MAIN/actions/1/actions/SBIN.NSE split 3 for 2, fractions at 1',
  );
});

test.each([null, fractionPrice])('a split is read again, fractions at %s', (price) => {
  const units = unitsOf({ type: 'split', ...ratio, fractionPrice: price });
  expect(units).toEqual({ instrument, ratio });
});

test('the largest ratio that an action may have is read again', () => {
  const large = { numerator: Number.MAX_SAFE_INTEGER, denominator: Number.MAX_SAFE_INTEGER - 1 };
  expect(unitsOf({ type: 'split', ...large, fractionPrice })).toEqual({ instrument, ratio: large });
});

test.each<CorporateAction>([
  { type: 'exchange', ...ratio, fractionPrice, into },
  { type: 'spinOff', ...ratio, fractionPrice, into, costBps: 1 },
  { type: 'redemption', price: toPrice(0) },
])('no ratio undoes what $type has made of units', (action) => {
  expect(unitsOf(action)).toEqual({ instrument, ratio: null });
});

test('a dividend leaves units as they are', () => {
  expect(unitsOf({ type: 'dividend', perUnit: 1n, scale: 0, withheldBps: 0 })).toBeNull();
});

test('no other entry changes units, whatever its legs are named', () => {
  expect(unitsOf({ type: 'split', ...ratio, fractionPrice }, 'fill')).toBeNull();
  expect(readActionUnits({ account, purpose: 'action', legs: [] })).toBeNull();
});
