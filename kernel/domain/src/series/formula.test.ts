import { toInstrumentId } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  FORMULA_DEPTH_MAX,
  FORMULA_LENGTH_MAX,
  FORMULA_PARTS_MAX,
  instrumentsIn,
  parseFormula,
  type Formula,
} from './formula.ts';

function read(text: string): Formula {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return parsed.value;
}

function mistakeIn(text: string): string {
  const parsed = parseFormula(text);
  return parsed.ok ? 'none' : parsed.refusal.reason;
}

/** Writes a formula with every parenthesis there can be. */
function write(formula: Formula): string {
  switch (formula.kind) {
    case 'number': {
      const digits = `${formula.units}`.padStart(formula.scale + 1, '0');
      const whole = digits.slice(0, digits.length - formula.scale);
      return formula.scale === 0 ? whole : `${whole}.${digits.slice(-formula.scale)}`;
    }
    case 'price':
      return `'${formula.instrument}'`;
    case 'negative':
      return `-(${write(formula.of)})`;
    case 'binary':
      return `(${write(formula.left)} ${formula.operator} ${write(formula.right)})`;
    case 'call':
      return `${formula.name}(${formula.of.map(write).join(' , ')})`;
  }
}

const { formula: formulas } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('number' as const),
      units: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      scale: fc.integer({ min: 0, max: 6 }),
    }),
    fc.record({
      kind: fc.constant('price' as const),
      instrument: fc.constantFrom('A.X', 'B-C.X', 'M&M.NSE', 'BTC-USD.Y').map(toInstrumentId),
    }),
    fc.record({ kind: fc.constant('negative' as const), of: tie('formula') }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      left: tie('formula'),
      right: tie('formula'),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('min' as const, 'max' as const),
      of: fc.array(tie('formula'), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constant('abs' as const),
      of: tie('formula').map((one) => [one]),
    }),
  ),
}));

describe('a formula', () => {
  test('is read back as it was written, whatever it is', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const text = write(formula);
        const parsed = parseFormula(text);
        // One that is too long or too deep is refused, and says so.
        if (parsed.ok) expect(parsed.value).toEqual(formula);
        else expect(parsed.refusal.reason).toMatch(/deeper than|more than|longer than/);
      }),
    );
  });

  test('never does more than be read or be refused with a place', () => {
    const pieces = [
      'A.X',
      '1.5',
      '+',
      '-',
      '*',
      '/',
      '(',
      ')',
      ',',
      'min',
      'abs',
      ' ',
      "'",
      '%',
      '1e5',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        const parsed = parseFormula(parts.join(''));
        if (!parsed.ok) expect(parsed.refusal.reason).toMatch(/^formula, column \d+: ./);
      }),
    );
  });

  test('multiplies before it adds, from the left', () => {
    expect(write(read('A.X - B.X - 2 * C.X / D.X'))).toBe(
      "(('A.X' - 'B.X') - ((2 * 'C.X') / 'D.X'))",
    );
    expect(write(read('-A.X * B.X'))).toBe("(-('A.X') * 'B.X')");
  });

  test('names its instruments each once, in its own order', () => {
    expect(instrumentsIn(read("max(B.X, 'A-1.X') - B.X"))).toEqual(['B.X', 'A-1.X']);
  });

  test.each([
    ['', 'formula, column 1: expected a number, an instrument or (, found the end'],
    ['A.X +', 'formula, column 6: expected a number, an instrument or (, found the end'],
    ['A.X B.X', 'formula, column 5: expected + - * / or the end, found B.X'],
    ['(A.X', 'formula, column 5: expected ), found the end'],
    ['A.X)', 'formula, column 4: expected + - * / or the end, found )'],
    ['sqrt(A.X)', 'formula, column 1: sqrt is neither min, max, abs nor an instrument'],
    ['NIFTY-FUT.NFO', 'formula, column 1: NIFTY is neither min, max, abs nor an instrument'],
    ['min(A.X)', 'formula, column 1: min takes at least 2, found 1'],
    ['abs(A.X, 1)', 'formula, column 1: abs takes 1, found 2'],
    ['A.X ** 2', 'formula, column 6: expected a number, an instrument or (, found *'],
    ['A.X % 2', 'formula, column 5: % means nothing here'],
    ["'A-B.X", 'formula, column 1: a quote that is not closed'],
    ['A.X; process.exit()', 'formula, column 4: ; means nothing here'],
    ['1.1234567890123', 'formula, column 1: '],
  ])('that is wrong says where and why: %s', (text, expected) => {
    expect(mistakeIn(text)).toContain(expected);
  });

  test('has a greatest depth, length and number of parts', () => {
    const deep = (depth: number): string => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    const long = (parts: number): string => Array.from({ length: parts }, () => '1').join('+');
    expect(mistakeIn(deep(FORMULA_DEPTH_MAX))).toBe('none');
    expect(mistakeIn(deep(FORMULA_DEPTH_MAX + 1))).toContain(`deeper than ${FORMULA_DEPTH_MAX}`);
    expect(mistakeIn('-'.repeat(FORMULA_DEPTH_MAX + 1))).toContain('deeper than');
    expect(mistakeIn(long(FORMULA_PARTS_MAX / 2))).toBe('none');
    expect(mistakeIn(long(FORMULA_PARTS_MAX / 2 + 1))).toContain(`more than ${FORMULA_PARTS_MAX}`);
    expect(mistakeIn('1'.padEnd(FORMULA_LENGTH_MAX + 1))).toContain('longer than');
  });
});
