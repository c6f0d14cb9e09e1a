import { toQuantity } from 'argosy/core';
import { aCoin, anInstrument } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { priceOf, quantityOf } from './decimals.ts';

it('reads prices and quantities at the precision of their instrument', () => {
  expect(priceOf(anInstrument(), '100.05')).toBe(10_005);
  expect(priceOf(anInstrument(), 100.05)).toBe(10_005);
  expect(quantityOf(anInstrument(), '7')).toBe(7);
  expect(quantityOf(aCoin(), '0.5')).toBe(toQuantity(50_000_000));
});

it.each(['100.055', '1e3', '', 'zzz'])('refuses the price "%s", naming the instrument', (text) => {
  expect(() => priceOf(anInstrument(), text)).toThrow(/BAD_SCALE|does not fit.*SBIN.NSE: /);
});
