import { expect, expectTypeOf, test } from 'vitest';

import { brand, type Brand } from './brand.ts';

type Ticks = Brand<number, 'Ticks'>;
type Lots = Brand<number, 'Lots'>;

test('a brand leaves the value as it was', () => {
  expect(brand<Ticks>(3)).toBe(3);
});

test('a branded value is still of its plain type', () => {
  expectTypeOf<Ticks>().toExtend<number>();
});

test('values of two brands do not stand for each other', () => {
  expectTypeOf<Ticks>().not.toExtend<Lots>();
});

test('a plain value does not stand for a branded one', () => {
  expectTypeOf<number>().not.toExtend<Ticks>();
});
