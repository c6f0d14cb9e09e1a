import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { optionValue, type OptionTerms } from './option-value.ts';

const atTheMoney: OptionTerms = { right: 'call', strike: 100, years: 1 };

describe('the value of an option', () => {
  test('is that of the formula', () => {
    // Black's formula at 100, 100, 20 %, one year: 100 × (2 N(0.1) − 1).
    expect(optionValue(atTheMoney, 100, 0.2)).toBeCloseTo(7.965_567_455, 4);
    expect(optionValue({ right: 'put', strike: 110, years: 0.5 }, 100, 0.3)).toBeCloseTo(
      14.745_68,
      4,
    );
  });

  test('is what it would bring now once it has expired, or where nothing moves', () => {
    expect(optionValue({ ...atTheMoney, years: 0 }, 104, 0.2)).toBe(4);
    expect(optionValue({ ...atTheMoney, right: 'put', years: -1 }, 104, 0.2)).toBe(0);
    expect(optionValue(atTheMoney, 104, 0)).toBe(4);
  });

  test.each([
    [-5, 100, 0, 105],
    [0, 100, 0, 100],
    [104, 0, 104, 0],
    [104, -1, 105, 0],
  ])(
    'is that, too, at prices that no logarithm has: %i against %i',
    (forward, strike, call, put) => {
      const terms = { strike, years: 1 };
      expect(optionValue({ ...terms, right: 'call' }, forward, 0.2)).toBe(call);
      expect(optionValue({ ...terms, right: 'put' }, forward, 0.2)).toBe(put);
    },
  );

  // Of tables of the normal distribution: 100 (2 N(d) − 1), d half of the deviation.
  test.each([
    [0.5, 19.741_265],
    [1, 38.292_492],
    [2, 68.268_949],
    [4, 95.449_974],
  ])('follows the normal distribution as far as a deviation of %d', (deviation, expected) => {
    expect(optionValue(atTheMoney, 100, deviation)).toBeCloseTo(expected, 4);
  });

  const cases = fc.record({
    strike: fc.integer({ min: 1, max: 1_000 }),
    forward: fc.integer({ min: 1, max: 1_000 }),
    years: fc.integer({ min: 1, max: 500 }).map((days) => days / 365),
    volatility: fc.integer({ min: 1, max: 150 }).map((percent) => percent / 100),
  });

  test('keeps put and call apart by what the forward is over the strike', () => {
    fc.assert(
      fc.property(cases, ({ strike, forward, years, volatility }) => {
        const call = optionValue({ right: 'call', strike, years }, forward, volatility);
        const put = optionValue({ right: 'put', strike, years }, forward, volatility);
        expect(call - put).toBeCloseTo(forward - strike, 3);
      }),
    );
  });

  test('is never below what it would bring now, and grows with the volatility', () => {
    fc.assert(
      fc.property(cases, ({ strike, forward, years, volatility }) => {
        const terms = { right: 'call', strike, years } as const;
        const value = optionValue(terms, forward, volatility);
        expect(value).toBeGreaterThanOrEqual(Math.max(0, forward - strike));
        expect(optionValue(terms, forward, volatility + 0.1)).toBeGreaterThanOrEqual(value - 1e-3);
      }),
    );
  });
});
