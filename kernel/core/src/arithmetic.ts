import { assertNever } from './assert.ts';
import { coreError } from './errors.ts';

/** Where a remainder goes. `up` is away from zero, `down` towards it; halves of `halfUp` go up. */
export type Rounding = 'halfEven' | 'halfUp' | 'up' | 'down' | 'ceiling' | 'floor';

/** The largest exponent `powerOfTen` knows. */
export const POWER_OF_TEN_MAX = 100;

const powersOfTen: readonly bigint[] = Array.from(
  { length: POWER_OF_TEN_MAX + 1 },
  (_, exponent) => 10n ** BigInt(exponent),
);

/** Adds two integers; throws where the sum is no longer exact. */
export function checkedAdd(one: number, other: number): number {
  const sum = one + other;
  if (Number.isSafeInteger(sum)) return sum + 0;
  throw coreError('OUT_OF_RANGE', `${one} + ${other}`, { one, other });
}

/** Subtracts two integers; throws where the difference is no longer exact. */
export function checkedSubtract(one: number, other: number): number {
  const difference = one - other;
  if (Number.isSafeInteger(difference)) return difference + 0;
  throw coreError('OUT_OF_RANGE', `${one} - ${other}`, { one, other });
}

/** Multiplies two integers; throws where the product is no longer exact. */
export function checkedMultiply(one: number, other: number): number {
  const product = one * other;
  if (Number.isSafeInteger(product)) return product + 0;
  throw coreError('OUT_OF_RANGE', `${one} * ${other}`, { one, other });
}

/**
 * Divides exactly, then rounds as named.
 *
 * @example
 * divideRounded(5n, 2n, 'halfEven'); // 2n
 * divideRounded(-5n, 2n, 'floor'); // -3n
 */
export function divideRounded(dividend: bigint, divisor: bigint, mode: Rounding): bigint {
  if (divisor === 0n) throw coreError('DIVISION_BY_ZERO', `${dividend} / 0`);
  const towardsZero = dividend / divisor;
  const remainder = dividend % divisor;
  if (remainder === 0n) return towardsZero;
  const isNegative = dividend < 0n !== divisor < 0n;
  const half = compareHalf(absBigint(remainder), absBigint(divisor));
  const isAway = roundsAway({ mode, half, isNegative, isOdd: towardsZero % 2n !== 0n });
  if (!isAway) return towardsZero;
  return isNegative ? towardsZero - 1n : towardsZero + 1n;
}

/** Brings an amount from one scale to another. */
export function rescale(value: bigint, fromScale: number, toScale: number, mode: Rounding): bigint {
  if (toScale >= fromScale) return value * powerOfTen(toScale - fromScale);
  return divideRounded(value, powerOfTen(fromScale - toScale), mode);
}

/** 10 to the power of `exponent`, from 0 to `POWER_OF_TEN_MAX`. */
export function powerOfTen(exponent: number): bigint {
  const power = powersOfTen[exponent];
  if (power !== undefined) return power;
  const expected = `a whole number up to ${POWER_OF_TEN_MAX}`;
  throw coreError('OUT_OF_RANGE', `exponent ${exponent}, expected ${expected}`, { exponent });
}

/** The magnitude. */
export function absBigint(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The smaller of two. */
export function minBigint(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

/** The larger of two. */
export function maxBigint(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}

type Remainder = {
  readonly mode: Rounding;
  /** Below, at or above one half. */
  readonly half: -1 | 0 | 1;
  readonly isNegative: boolean;
  readonly isOdd: boolean;
};

function roundsAway({ mode, half, isNegative, isOdd }: Remainder): boolean {
  switch (mode) {
    case 'down':
      return false;
    case 'up':
      return true;
    case 'floor':
      return isNegative;
    case 'ceiling':
      return !isNegative;
    case 'halfUp':
      return half >= 0;
    case 'halfEven':
      return half === 0 ? isOdd : half > 0;
    default:
      return assertNever(mode);
  }
}

function compareHalf(remainder: bigint, divisor: bigint): -1 | 0 | 1 {
  const twice = 2n * remainder;
  if (twice === divisor) return 0;
  return twice < divisor ? -1 : 1;
}
