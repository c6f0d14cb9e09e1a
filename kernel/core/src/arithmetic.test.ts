import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  absBigint,
  checkedAdd,
  checkedMultiply,
  checkedSubtract,
  divideRounded,
  maxBigint,
  minBigint,
  POWER_OF_TEN_MAX,
  powerOfTen,
  rescale,
  type Rounding,
} from './arithmetic.ts';
import { ArgosyError } from './errors.ts';

const outOfRange: unknown = expect.objectContaining({ code: 'OUT_OF_RANGE' });
const safeInteger = fc.maxSafeInteger();
const modes: readonly Rounding[] = ['halfEven', 'halfUp', 'up', 'down', 'ceiling', 'floor'];

describe.each([
  ['checkedAdd', checkedAdd, (one: bigint, other: bigint) => one + other],
  ['checkedSubtract', checkedSubtract, (one: bigint, other: bigint) => one - other],
  ['checkedMultiply', checkedMultiply, (one: bigint, other: bigint) => one * other],
] as const)('%s', (_, checked, exact) => {
  const compute = (one: number, other: number): bigint | 'refused' => {
    try {
      return BigInt(checked(one, other));
    } catch (error) {
      if (error instanceof ArgosyError) return 'refused';
      throw error;
    }
  };
  const isSafe = (value: bigint): boolean => absBigint(value) <= BigInt(Number.MAX_SAFE_INTEGER);
  const nearRoot = fc.integer({ min: -100_000_000, max: 100_000_000 });

  test('is exact, or refuses', () => {
    fc.assert(
      fc.property(
        fc.oneof(safeInteger, nearRoot),
        fc.oneof(safeInteger, nearRoot),
        (one, other) => {
          const expected = exact(BigInt(one), BigInt(other));
          expect(compute(one, other)).toBe(isSafe(expected) ? expected : 'refused');
        },
      ),
    );
  });

  test('never gives minus zero', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, -0), fc.constantFrom(0, -0), (one, other) => {
        expect(checked(one, other)).toBe(0);
      }),
    );
  });
});

test('a product of zero and a loss is plain zero', () => {
  expect(checkedMultiply(0, -5)).toBe(0);
});

test('the largest safe integer plus one is refused', () => {
  expect(() => checkedAdd(Number.MAX_SAFE_INTEGER, 1)).toThrow(outOfRange);
});

describe('a rounded division', () => {
  test.each([
    ['halfEven', [2n, 2n, 4n, -2n, -2n, -4n]],
    ['halfUp', [2n, 3n, 4n, -2n, -3n, -4n]],
    ['up', [2n, 3n, 4n, -2n, -3n, -4n]],
    ['down', [1n, 2n, 3n, -1n, -2n, -3n]],
    ['ceiling', [2n, 3n, 4n, -1n, -2n, -3n]],
    ['floor', [1n, 2n, 3n, -2n, -3n, -4n]],
  ] as const)('%s takes 1.5, 2.5, 3.5 and their negatives where it says', (mode, expected) => {
    const halves = [15n, 25n, 35n, -15n, -25n, -35n];
    expect(halves.map((value) => divideRounded(value, 10n, mode))).toEqual(expected);
  });

  test.each([
    ['halfEven', [1n, 2n, -1n, -2n]],
    ['halfUp', [1n, 2n, -1n, -2n]],
    ['up', [2n, 2n, -2n, -2n]],
    ['down', [1n, 1n, -1n, -1n]],
    ['ceiling', [2n, 2n, -1n, -1n]],
    ['floor', [1n, 1n, -2n, -2n]],
  ] as const)('%s takes 1.4, 1.6 and their negatives where it says', (mode, expected) => {
    const values = [14n, 16n, -14n, -16n];
    expect(values.map((value) => divideRounded(value, 10n, mode))).toEqual(expected);
  });

  const dividend = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  const divisor = fc
    .bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
    .filter((value) => value !== 0n);

  test('is never off by a whole unit', () => {
    fc.assert(
      fc.property(dividend, divisor, fc.constantFrom(...modes), (value, by, mode) => {
        const error = value - divideRounded(value, by, mode) * by;
        expect(absBigint(error)).toBeLessThan(absBigint(by));
      }),
    );
  });

  test('to the nearest is never off by more than half', () => {
    fc.assert(
      fc.property(dividend, divisor, fc.constantFrom('halfEven', 'halfUp'), (value, by, mode) => {
        const error = value - divideRounded(value, by, mode) * by;
        expect(2n * absBigint(error)).toBeLessThanOrEqual(absBigint(by));
      }),
    );
  });

  test('does not care which of the two carries the sign', () => {
    fc.assert(
      fc.property(dividend, divisor, fc.constantFrom(...modes), (value, by, mode) => {
        expect(divideRounded(value, by, mode)).toBe(divideRounded(-value, -by, mode));
      }),
    );
  });

  test('keeps floor at or below and ceiling at or above', () => {
    fc.assert(
      fc.property(dividend, divisor, (value, by) => {
        const gap = divideRounded(value, by, 'ceiling') - divideRounded(value, by, 'floor');
        expect(gap).toBe(value % by === 0n ? 0n : 1n);
      }),
    );
  });

  test('by zero is refused', () => {
    expect(() => divideRounded(1n, 0n, 'up')).toThrow(
      expect.objectContaining({ code: 'DIVISION_BY_ZERO' }),
    );
  });
});

describe('a change of scale', () => {
  test('to a finer one and back loses nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(20), fc.nat(20), (value, scale, more) => {
        const fine = rescale(value, scale, scale + more, 'halfEven');
        expect(rescale(fine, scale + more, scale, 'halfEven')).toBe(value);
      }),
    );
  });

  test('to a coarser one rounds as named', () => {
    expect(rescale(12_345n, 4, 2, 'ceiling')).toBe(124n);
  });
});

test('powers of ten reach up to the bound', () => {
  expect(powerOfTen(POWER_OF_TEN_MAX)).toBe(10n ** BigInt(POWER_OF_TEN_MAX));
});

test.each([-1, 0.5, POWER_OF_TEN_MAX + 1, Number.NaN])(
  'no power of ten is taken to %d',
  (exponent) => {
    expect(() => powerOfTen(exponent)).toThrow(outOfRange);
  },
);

test('magnitude, smaller and larger are those of the numbers', () => {
  expect([absBigint(-7n), absBigint(7n), minBigint(2n, 3n), maxBigint(2n, 3n)]).toEqual([
    7n,
    7n,
    2n,
    3n,
  ]);
});
