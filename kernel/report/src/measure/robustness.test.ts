import { computeDeflatedSharpe, computeReturnStatistics } from 'argosy/quant';
import { expect, test } from 'vitest';

import type { DayReturns } from './day-returns.ts';
import { robustnessOf, type Tried } from './robustness.ts';

/** So many days that go up and down, up a little more. */
function daysOf(count: number): DayReturns {
  const returns = Float64Array.from({ length: count }, (_, day) => 0.01 * Math.sin(day) + 0.001);
  const growth = Float64Array.of(1, ...returns);
  for (const [day, one] of returns.entries()) growth[day + 1] = (growth[day] ?? NaN) * (1 + one);
  const none = new Float64Array(count).fill(NaN);
  const day = Array.from(returns, (_, at) => `day ${at}`);
  return { day, growth, returns, benchmark: none, benchmarkReturns: none };
}

const days = daysOf(250);
const anyText: unknown = expect.any(String);
const absent = { absent: anyText };
const deflatedBy = (tried: Tried): unknown => {
  const found = robustnessOf(days, tried);
  return 'absent' in found ? found.absent : found.deflatedSharpe;
};

test('one run of which nothing is told is deflated by nothing', () => {
  expect(robustnessOf(days, {})).toMatchObject({
    trials: absent,
    deflatedSharpe: absent,
    overfitting: absent,
  });
});

test('a number of trials that was told deflates as that many without skill would', () => {
  const shape = computeReturnStatistics(days.returns);
  const measured = {
    sharpe: shape.RiskReturnRatio ?? NaN,
    count: 250,
    skewness: shape.ReturnsSkewness ?? NaN,
    kurtosis: (shape.ReturnsKurtosis ?? NaN) + 3,
  };
  const expected = computeDeflatedSharpe(measured, { trials: 40, variance: 1 / 249 });
  expect(deflatedBy({ trials: 40 })).toBeCloseTo(expected, 7);
  expect(deflatedBy({ trials: 400 })).toBeLessThan(expected);
  expect(robustnessOf(days, { trials: 40 })).toMatchObject({ trials: 40, overfitting: absent });
});

test('the only trial is as likely above zero as it would be alone', () => {
  const found = robustnessOf(days, { trials: 1 });
  expect(found).toHaveProperty('deflatedSharpe', Reflect.get(found, 'probabilisticSharpe'));
});

test('of few days, or of such as do not differ, nothing is said', () => {
  expect(robustnessOf(daysOf(19), { trials: 40 })).toEqual({
    absent: '19 days, and telling skill from luck takes 20',
  });
  const flat = { ...days, returns: new Float64Array(250), growth: new Float64Array(251).fill(1) };
  expect(robustnessOf(flat, { trials: 40 })).toMatchObject({
    deflatedSharpe: { absent: 'there are no returns that differ' },
  });
});
