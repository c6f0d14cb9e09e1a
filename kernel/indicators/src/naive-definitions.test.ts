import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Atr } from './atr.ts';
import { BollingerBands } from './bollinger-bands.ts';
import { highest } from './highest.ts';
import { lowest } from './lowest.ts';
import { Rsi, rsi } from './rsi.ts';
import { standardDeviation } from './standard-deviation.ts';

const price = fc.integer({ min: 1, max: 1_000_000 }).map((paise) => paise / 100);
const prices = fc.array(price, { minLength: 1, maxLength: 80 });
const period = fc.integer({ min: 1, max: 20 });

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const wilder = (values: readonly number[], length: number): number =>
  values
    .slice(length)
    .reduce((before, value) => before + (value - before) / length, mean(values.slice(0, length)));

function naiveRsi(values: readonly number[], length: number): number {
  const changes = values.slice(1).map((value, at) => value - (values[at] ?? NaN));
  if (changes.every((change) => change === 0)) return 50;
  const gain = wilder(
    changes.map((change) => Math.max(change, 0)),
    length,
  );
  const loss = wilder(
    changes.map((change) => Math.max(-change, 0)),
    length,
  );
  return 100 - 100 / (1 + gain / loss);
}

function expectNear(found: number | undefined, expected: number): void {
  const slack = 1e-9 * Math.max(1, Math.abs(expected));
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(slack);
}

describe('a streaming indicator equals its definition over an array', () => {
  test.each([
    ['highest', highest, (window: readonly number[]) => Math.max(...window)],
    ['lowest', lowest, (window: readonly number[]) => Math.min(...window)],
    ['standard deviation', standardDeviation, deviation],
  ] as const)('%s', (_, batch, naive) => {
    fc.assert(
      fc.property(prices, period, (values, length) => {
        for (const [at, found] of batch(Float64Array.from(values), length).entries()) {
          expectNear(found, naive(values.slice(Math.max(0, at + 1 - length), at + 1)));
        }
      }),
    );
  });

  test('relative strength', () => {
    fc.assert(
      fc.property(prices, period, (values, length) => {
        expectNear(rsi(Float64Array.from(values), length).at(-1), naiveRsi(values, length));
      }),
    );
  });

  test('average true range', () => {
    const bars = fc.array(fc.tuple(price, price, price), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(bars, period, (rows, length) => {
        const atr = new Atr(length);
        const ranges = rows.map(([close, up, down], at) => {
          const [high, low, before] = [close + up, close - down, rows[at - 1]?.[0] ?? close];
          expect(atr.peek(high, low, close)).toBe(atr.fork().update(high, low, close));
          atr.update(high, low, close);
          return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
        });
        expectNear(atr.value, wilder(ranges, length));
        expect(atr.isReady).toBe(rows.length >= length);
      }),
    );
  });

  test('bands', () => {
    fc.assert(
      fc.property(prices, period, fc.integer({ min: 0, max: 4 }), (values, length, deviations) => {
        const bands = new BollingerBands(length, deviations);
        for (const value of values) bands.update(value);
        const window = values.slice(-length);
        expectNear(bands.upper, mean(window) + deviations * deviation(window));
        expectNear(bands.fork().lower, mean(window) - deviations * deviation(window));
      }),
    );
  });
});

describe('relative strength', () => {
  test('is the middle where nothing moves, and full where all moves are gains', () => {
    expect([...rsi(Float64Array.of(10, 10, 10, 11), 2)]).toEqual([50, 50, 50, 100]);
  });

  test('needs one input more than its period', () => {
    expect(new Rsi(14).warmUp).toBe(15);
  });
});

test.each([
  [NaN, 1, 1],
  [1, NaN, 1],
  [1, 1, NaN],
])('an average true range refuses the bar %d, %d, %d', (high, low, close) => {
  expect(() => new Atr(3).update(high, low, close)).toThrow('finite number');
});
