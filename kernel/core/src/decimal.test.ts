import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  DECIMAL_LENGTH_MAX,
  formatScaled,
  formatScaledBigint,
  parseScaled,
  parseScaledBigint,
  parseScaledBytes,
  PRECISION_MAX,
} from './decimal.ts';
import { ok, type Result } from './result.ts';

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.refusal.code);
const toBytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
const precisions = fc.nat(PRECISION_MAX);
/** Texts near decimals: most are malformed by a little, many are not at all. */
const nearDecimals = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789..+-e '.split('')) }),
  fc
    .tuple(
      fc.constantFrom('', '-', '+'),
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.constantFrom('', '.'),
      fc.string({ unit: fc.constantFrom('0', '0', '7'), maxLength: 9 }),
    )
    .map(([sign, whole, dot, fraction]) => `${sign}${whole}${dot}${fraction}`),
);

/** The rules once more, by pattern and bigint. */
const oracle = (text: string, precision: number): bigint | string => {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (match === null || whole + fraction === '') return 'NOT_A_DECIMAL';
  if (text.length > DECIMAL_LENGTH_MAX) return 'NOT_A_DECIMAL';
  if (BigInt(`0${fraction.slice(precision)}`) > 0n) return 'PRECISION_EXCEEDED';
  const magnitude = BigInt(`0${whole}${fraction.slice(0, precision).padEnd(precision, '0')}`);
  return sign === '-' ? -magnitude : magnitude;
};

const expectedOf = (text: string, precision: number): Result<number> | string => {
  const exact = oracle(text, precision);
  if (typeof exact === 'string') return exact;
  const isSafe = exact <= 2n ** 53n - 1n && exact >= -(2n ** 53n) + 1n;
  return isSafe ? ok(Number(exact)) : 'OUT_OF_RANGE';
};

describe('a decimal text', () => {
  test.each([
    ['100.25', 2, 10_025],
    ['100.25', 4, 1_002_500],
    ['-0.05', 2, -5],
    ['+7', 0, 7],
    ['.5', 1, 5],
    ['5.', 1, 50],
    ['1.2300', 2, 123],
    ['007', 0, 7],
    ['90071992547409.91', 2, Number.MAX_SAFE_INTEGER],
  ])('%s at %d places is %d', (text, precision, expected) => {
    expect(parseScaled(text, precision)).toEqual(ok(expected));
  });

  test.each([
    '',
    '-',
    '.',
    '-.',
    '1e5',
    'NaN',
    'Infinity',
    ' 1',
    '1 ',
    '1.2.3',
    '--1',
    '0x10',
    '1,000',
    '1_000',
    '١',
  ])('is not %j', (text) => {
    expect(codeOf(parseScaled(text, 2))).toBe('NOT_A_DECIMAL');
  });

  test('with more places than are kept is refused, not rounded', () => {
    expect(parseScaled('1.005', 2)).toEqual({
      ok: false,
      refusal: {
        code: 'PRECISION_EXCEEDED',
        reason: "the number has more decimal places than are kept: '1.005', at most 2 places",
      },
    });
  });

  test.each([
    ['90071992547409.92', 2],
    ['9007199254740992', 0],
    ['9007199254740993', 0],
    ['1', 16],
    ['99999999999999999999999999999999', 0],
  ])('%s at %d places is past 2^53', (text, precision) => {
    expect(codeOf(parseScaled(text, precision))).toBe('OUT_OF_RANGE');
  });

  test('is bounded in length, however small the number', () => {
    expect(codeOf(parseScaled('0'.repeat(DECIMAL_LENGTH_MAX + 1), 2))).toBe('NOT_A_DECIMAL');
  });

  test('of minus nothing is plain zero', () => {
    expect(parseScaled('-0.00', 2)).toEqual(ok(0));
  });

  test('is read as the rules say, whatever it is', () => {
    fc.assert(
      fc.property(nearDecimals, precisions, (text, precision) => {
        const expected = expectedOf(text, precision);
        const parsed = parseScaled(text, precision);
        expect(typeof expected === 'string' ? codeOf(parsed) : parsed).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('is read the same from bytes', () => {
    fc.assert(
      fc.property(nearDecimals, precisions, (text, precision) => {
        const parsed = parseScaled(text, precision);
        const bytes = toBytes(`9${text}9`);
        const value = parseScaledBytes(bytes, 1, 1 + text.length, precision);
        expect(value).toBe(parsed.ok ? parsed.value : Number.NaN);
      }),
      { numRuns: 1000 },
    );
  });

  test('without a limit is read as the rules say', () => {
    fc.assert(
      fc.property(nearDecimals, precisions, (text, precision) => {
        const expected = oracle(text, precision);
        const parsed = parseScaledBigint(text, precision);
        expect(parsed.ok ? parsed.value : parsed.refusal.code).toBe(expected);
      }),
    );
  });
});

test('bytes past the end are no number', () => {
  expect(parseScaledBytes(toBytes('12'), 0, 3, 0)).toBeNaN();
});

test('no bytes are no number', () => {
  expect(parseScaledBytes(toBytes('12'), 1, 1, 0)).toBeNaN();
});

describe('a scaled integer', () => {
  test.each([
    [10_025, 2, '100.25'],
    [-5, 2, '-0.05'],
    [0, 2, '0.00'],
    [7, 0, '7'],
    [Number.MIN_SAFE_INTEGER, 4, '-900719925474.0991'],
  ])('%d at %d places is written %s', (value, precision, expected) => {
    expect(formatScaled(value, precision)).toBe(expected);
  });

  test('comes back from its text', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), precisions, (value, precision) => {
        expect(parseScaled(formatScaled(value, precision), precision)).toEqual(ok(value + 0));
      }),
    );
  });

  test('of any size comes back from its text', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }),
        precisions,
        (value, precision) => {
          expect(parseScaledBigint(formatScaledBigint(value, precision), precision)).toEqual(
            ok(value),
          );
        },
      ),
    );
  });

  test('that is none is refused', () => {
    expect(() => formatScaled(0.5, 2)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
  });
});
