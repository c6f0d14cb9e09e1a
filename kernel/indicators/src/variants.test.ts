import { describe, expect, test } from 'vitest';

import { atr, bollingerBands, ema, macd, sma, standardDeviation, trueRange } from './index.ts';

const close = Float64Array.from({ length: 80 }, (_, at) => 100 + 7 * Math.sin(at / 3) + (at % 5));
const high = close.map((value, at) => value + 1 + (at % 3));
const low = close.map((value, at) => value - 1 - (at % 2));

/** The same within rounding, and missing at the same places. */
function expectSame(found: Float64Array, expected: Float64Array): void {
  expect(found).toHaveLength(expected.length);
  const rounded = (line: Float64Array) => Array.from(line, (value) => value.toFixed(10));
  expect(rounded(found)).toEqual(rounded(expected));
}

describe('variants that are told', () => {
  test('the bands of Bollinger are as wide as a sample deviates', () => {
    const { middle, upper } = bollingerBands.over(close, { period: 10, deviation: 'sample' });
    const one = standardDeviation.over(close, { period: 10, deviation: 'sample' });
    expectSame(
      upper,
      middle.map((value, row) => value + 2 * (one.standardDeviation[row] ?? NaN)),
    );
    expect(upper).not.toEqual(bollingerBands.over(close, { period: 10 }).upper);
  });

  test('a MACD whose averages start from the first price is the distance of such averages', () => {
    const found = macd.over(close, { seed: 'first' });
    const [fast, slow] = [12, 26].map((period) => ema.over(close, { period, seed: 'first' }).ema);
    const distance = close.map((_, row) => (fast?.[row] ?? NaN) - (slow?.[row] ?? NaN));
    expectSame(found.macd, distance);
    expectSame(found.signal, ema.over(distance, { period: 9, seed: 'first' }).ema);
  });

  test.each([['sma', sma] as const, ['ema', ema] as const])(
    'an average true range by %s is that of true ranges',
    (smoothing, average) => {
      const found = atr.over({ high, low, close }, { period: 9, smoothing }).atr;
      const ranges = trueRange.over({ high, low, close }).trueRange;
      const expected: Readonly<Record<string, Float64Array>> = average.over(ranges, { period: 9 });
      expectSame(found, expected[smoothing] ?? new Float64Array());
    },
  );

  test.each([
    [macd.create({ seed: 'first' }), macd.create({ seed: 'first' })],
    [
      bollingerBands.create({ deviation: 'sample' }),
      bollingerBands.create({ deviation: 'sample' }),
    ],
  ])('their states and forks go on, and others refuse them', (one, other) => {
    for (const value of close) one.update(value);
    other.importState(one.exportState());
    expect(other.update(101)).toBe(one.fork().update(101));
    expect(() => {
      macd.create().importState(one.exportState());
    }).toThrow('a state must be one');
  });

  test('an average true range goes on from a fork', () => {
    const one = atr.create({ smoothing: 'ema', period: 5 });
    for (const [row, value] of close.entries()) {
      one.update(high[row] ?? NaN, low[row] ?? NaN, value);
    }
    const other = atr.create({ smoothing: 'ema', period: 5 });
    other.importState(one.exportState());
    expect(other.update(110, 90, 100)).toBe(one.fork().update(110, 90, 100));
  });
});
