import { toQuantity } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { convertUnits, isWhole, keptOf } from './fill-units.ts';

const share = anInstrument();
const ratio = (numerator: number, denominator: number) => ({ numerator, denominator });

test('what a split makes of a quantity is whole where nothing is left over', () => {
  const units = convertUnits(10, [ratio(3, 2)], share);
  expect(units).toEqual({ qty: 15, kept: { part: 30n, whole: 30n } });
  expect(units !== null && isWhole(units)).toBe(true);
});

test('what is left over is lost, with its share of the worth', () => {
  const units = convertUnits(7, [ratio(1, 2)], share);
  expect(units?.qty).toBe(3);
  expect(units !== null && isWhole(units)).toBe(false);
  expect(units !== null && keptOf(70_000n, units)).toBe(60_000n);
});

test('what one split left over does not come back with the next', () => {
  const units = convertUnits(7, [ratio(1, 2), ratio(2, 1)], share);
  expect(units?.qty).toBe(6);
  expect(units !== null && keptOf(70_000n, units)).toBe(60_000n);
});

test('a quantity that makes no whole lot keeps nothing, whatever comes after', () => {
  const units = convertUnits(1, [ratio(1, 2), ratio(100, 1)], share);
  expect(units).toEqual({ qty: 0, kept: { part: 0n, whole: 1n } });
  expect(units !== null && isWhole(units)).toBe(false);
});

test('only whole lots are made', () => {
  expect(
    convertUnits(10, [ratio(3, 2)], anInstrument({ lot: toQuantity(share.lot * 10) }))?.qty,
  ).toBe(10);
});

test('more than a quantity can be is none', () => {
  const largest = Number.MAX_SAFE_INTEGER;
  expect(convertUnits(largest, [ratio(1, 1)], share)?.qty).toBe(largest);
  expect(convertUnits(largest, [ratio(2, 1)], share)).toBeNull();
  expect(convertUnits(largest, [ratio(2, 1), ratio(1, 2)], share)).toBeNull();
});

test('no split, or one and its reverse, leaves a quantity as it is', () => {
  expect(convertUnits(7, [], share)).toEqual({ qty: 7, kept: { part: 1n, whole: 1n } });
  const whole = fc.integer({ min: 1, max: 1_000 });
  fc.assert(
    fc.property(whole, whole, (qty, factor) => {
      const units = convertUnits(qty, [ratio(factor, 1), ratio(1, factor)], share);
      expect(units?.qty).toBe(qty);
      expect(units !== null && isWhole(units)).toBe(true);
    }),
  );
});
