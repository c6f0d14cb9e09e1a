import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Ema, ema } from './ema.ts';

describe('an exponential average', () => {
  test('weighs the newest input by two over the period and one', () => {
    // alpha = 2 / (3 + 1) = 0.5: 10, then 5 + 10, then 20 + 7.5.
    expect([...ema(Float64Array.of(10, 20, 40), 3)]).toEqual([10, 15, 27.5]);
  });

  test('multiplies each part before it adds, in the order of its definition', () => {
    const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });
    const prices = fc.array(price, { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 200 }), (values, period) => {
        const alpha = 2 / (period + 1);
        const expected = values.reduce((before, value) => alpha * value + (1 - alpha) * before);
        expect(ema(Float64Array.from(values), period).at(-1)).toBe(expected);
      }),
    );
  });

  test('starts from the mean of its first inputs when told to', () => {
    // Running means 10, 15, then the mean of three 30, then 0.5 * 50 + 0.5 * 30.
    expect([...ema(Float64Array.of(10, 20, 60, 50), 3, { seed: 'sma' })]).toEqual([10, 15, 30, 40]);
  });

  test('goes on seeding in a fork', () => {
    const average = new Ema(3, { seed: 'sma' });
    average.update(10);
    average.update(20);
    expect(average.fork().update(60)).toBe(30);
  });
});
