import { powerOfTen } from './arithmetic.ts';
import { assert } from './assert.ts';
import { coreError } from './errors.ts';
import { coreRefusal, ok, type Result } from './result.ts';

/** The most decimal places a scaled `number` keeps. */
export const PRECISION_MAX = 18;
/** The longest text that is read as a decimal. */
export const DECIMAL_LENGTH_MAX = 80;

const ZERO = 0x30;
const PLUS = 0x2b;
const MINUS = 0x2d;
/** The dot, as a distance from the digit 0. */
const DOT = 0x2e - ZERO;
const decimalPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const numberPowers: readonly number[] = Array.from({ length: PRECISION_MAX + 1 }, (_, exponent) =>
  Number(10n ** BigInt(exponent)),
);

type Digits = string | Uint8Array;

/**
 * Reads a decimal text as an integer scaled by `precision` places: an optional sign, digits, at most
 * one dot. Digits beyond the precision must be zeros; nothing is rounded.
 *
 * @example
 * parseScaled('100.25', 2); // { ok: true, value: 10025 }
 * parseScaled('100.255', 2); // refused: PRECISION_EXCEEDED
 */
export function parseScaled(text: string, precision: number): Result<number> {
  const value = scan(text, 0, text.length, precision);
  return value === value ? ok(value) : explain(text, precision);
}

/** `parseScaled` over ASCII bytes, without allocating: NaN where they are not such a number. */
export function parseScaledBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  precision: number,
): number {
  return to > bytes.length ? Number.NaN : scan(bytes, from, to, precision);
}

/** Writes a scaled integer with all its decimal places; `parseScaled` reads the same back. */
export function formatScaled(value: number, precision: number): string {
  if (!Number.isSafeInteger(value)) {
    throw coreError('OUT_OF_RANGE', `${value} is not a safe integer`, { value });
  }
  return placeDot(String(value), precision);
}

/** `parseScaled` without the limit of 2^53. */
export function parseScaledBigint(text: string, precision: number): Result<bigint> {
  const refusal = findFault(text, precision);
  if (refusal !== null) return refusal;
  const isNegative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const kept = fraction.slice(0, precision).padEnd(precision, '0');
  const magnitude = BigInt(`0${whole}${kept}`);
  return ok(isNegative ? -magnitude : magnitude);
}

/** `formatScaled` without the limit of 2^53. */
export function formatScaledBigint(value: bigint, precision: number): string {
  return placeDot(String(value), precision);
}

/** The scaled integer, or NaN. One scanner for texts and bytes, so that they cannot differ. */
function scan(source: Digits, from: number, to: number, precision: number): number {
  if (from >= to || to - from > DECIMAL_LENGTH_MAX) return Number.NaN;
  const sign = codeAt(source, from);
  if (sign === MINUS) return 0 - scanDigits(source, from + 1, to, precision);
  return scanDigits(source, sign === PLUS ? from + 1 : from, to, precision);
}

function scanDigits(source: Digits, from: number, to: number, precision: number): number {
  let value = 0;
  let digits = 0;
  let places = 0;
  let step = 0;
  for (let index = from; index < to; index += 1) {
    const digit = codeAt(source, index) - ZERO;
    if (digit >= 0 && digit <= 9) {
      digits += 1;
      places += step;
      if (places <= precision) value = value * 10 + digit;
      else if (digit !== 0) return Number.NaN;
    } else if (digit === DOT && step === 0) {
      step = 1;
    } else return Number.NaN;
  }
  return digits === 0 ? Number.NaN : finishScan(value, precision - places);
}

/** A value past 2^53 stays past it through every later rounding, so one check at the end is enough. */
function finishScan(value: number, missingPlaces: number): number {
  const scaled = missingPlaces > 0 ? value * (numberPowers[missingPlaces] ?? Number.NaN) : value;
  return scaled <= Number.MAX_SAFE_INTEGER ? scaled : Number.NaN;
}

function codeAt(source: Digits, index: number): number {
  return typeof source === 'string' ? source.charCodeAt(index) : (source[index] ?? 0);
}

function explain(text: string, precision: number): Result<never> {
  return (
    findFault(text, precision) ?? coreRefusal('OUT_OF_RANGE', `'${text}' at ${precision} places`)
  );
}

function findFault(text: string, precision: number): Result<never> | null {
  assert(Number.isInteger(precision), `precision ${precision}`);
  if (text.length > DECIMAL_LENGTH_MAX) {
    return coreRefusal('NOT_A_DECIMAL', `${text.length} characters, at most ${DECIMAL_LENGTH_MAX}`);
  }
  if (!decimalPattern.test(text)) return coreRefusal('NOT_A_DECIMAL', JSON.stringify(text));
  const dot = text.indexOf('.');
  if (dot === -1 || !/[1-9]/.test(text.slice(dot + 1 + precision))) return null;
  return coreRefusal('PRECISION_EXCEEDED', `'${text}', at most ${precision} places`);
}

function placeDot(integer: string, precision: number): string {
  assert(precision >= 0 && powerOfTen(precision) > 0n, `precision ${precision}`);
  if (precision === 0) return integer;
  const sign = integer.startsWith('-') ? '-' : '';
  const digits = integer.slice(sign.length).padStart(precision + 1, '0');
  const dot = digits.length - precision;
  return `${sign}${digits.slice(0, dot)}.${digits.slice(dot)}`;
}
