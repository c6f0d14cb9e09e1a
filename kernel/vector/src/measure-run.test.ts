import fc from 'fast-check';
import { expect, test } from 'vitest';

import { measureRun } from './measure-run.ts';
import { TradeLog } from './trade-log.ts';

const measure = (...equity: readonly number[]): ReturnType<typeof measureRun> =>
  measureRun({
    equity: Float64Array.from(equity),
    funds: 100,
    trades: new TradeLog(equity.length),
  });

test('a loss at the first bar is a fall, and the deepest one counts as a part of its height', () => {
  expect(measure(90, 120, 90, 130).deepestFall).toBe(0.25);
  expect(measure(80, 120, 110, 130).deepestFall).toBe(0.2);
  expect(measure(100, 110).deepestFall).toBe(0);
});

test('returns are from bar to bar, the first one from the funds', () => {
  const { mean, deviation, gain, worth } = measure(110, 99);
  expect([mean, gain, worth]).toEqual([expect.closeTo(0, 12), expect.closeTo(-0.01, 12), 99]);
  expect(deviation).toBeCloseTo(Math.SQRT2 / 10, 12);
});

test('what is left behind a bar that left nothing has no return', () => {
  expect(measure(0, 50).mean).toBe(-0.5);
});

test('one bar has no deviation', () => {
  expect(measure(110).deviation).toBe(0);
});

test('is what the formulas say, over any curve', () => {
  const curves = fc.array(fc.integer({ min: 50, max: 200 }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(curves, (curve) => {
      const all = [100, ...curve];
      const returns = curve.map((worth, row) => worth / (all[row] ?? NaN) - 1);
      const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
      const spread = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0);
      const falls = all.map((worth, at) => 1 - worth / Math.max(...all.slice(0, at + 1)));
      const found = measure(...curve);
      expect(found.mean).toBeCloseTo(mean, 12);
      expect(found.deviation).toBeCloseTo(Math.sqrt(spread / (returns.length - 1)), 10);
      expect(found.deepestFall).toBeCloseTo(Math.max(...falls), 12);
    }),
  );
});
