import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  computeDeflatedSharpe,
  computeExpectedMaximumSharpe,
  computeMinimumBacktestYears,
  computeMinimumTrackRecord,
  computeProbabilisticSharpe,
  selectionConventions,
} from './sharpe-odds.ts';

/** D. Bailey and M. López de Prado, The deflated Sharpe ratio (2014): the numerical example, 250 days a year. */
const measured = { sharpe: 2.5 / Math.sqrt(250), count: 1250, skewness: -3, kurtosis: 10 };
const variance = 0.5 / 250;

describe('the deflated Sharpe ratio', () => {
  it('is that of the paper for a hundred trials', () => {
    expect(computeExpectedMaximumSharpe({ trials: 100, variance })).toBeCloseTo(0.11317, 5);
    expect(computeDeflatedSharpe(measured, { trials: 100, variance })).toBeCloseTo(0.9004, 4);
  });

  it('is that of the paper for forty-six', () => {
    expect(computeDeflatedSharpe(measured, { trials: 46, variance })).toBeCloseTo(0.9505, 4);
  });

  it('of one trial is the probabilistic one', () => {
    const alone = computeDeflatedSharpe(measured, { trials: 1, variance });
    expect(alone).toBe(computeProbabilisticSharpe(measured));
    expect(computeExpectedMaximumSharpe({ trials: 1, variance })).toBe(0);
  });

  it('falls with every further trial', () => {
    const trials = fc.integer({ min: 2, max: 1_000_000 });
    const property = fc.property(trials, (count) => {
      const fewer = computeExpectedMaximumSharpe({ trials: count - 1, variance });
      expect(computeExpectedMaximumSharpe({ trials: count, variance })).toBeGreaterThan(fewer);
    });
    fc.assert(property);
  });
});

describe('the probabilistic Sharpe ratio', () => {
  it('is even against what was measured, and grows with the data', () => {
    expect(computeProbabilisticSharpe(measured, measured.sharpe)).toBe(0.5);
    const less = computeProbabilisticSharpe({ sharpe: 0.1, count: 100 });
    expect(computeProbabilisticSharpe({ sharpe: 0.1, count: 400 })).toBeGreaterThan(less);
  });

  it('of a normal sample is the closed form', () => {
    // Φ(0.1 √249 / √(1 + 0.1²/2)) with 30 digits, mpmath 1.4.1.
    expect(computeProbabilisticSharpe({ sharpe: 0.1, count: 250 })).toBeCloseTo(0.9422612667, 9);
  });

  it.each([
    [{ sharpe: Number.NaN, count: 10 }, 'sharpe NaN'],
    [{ sharpe: 0.1, count: 1 }, '1 returns, expected two or more'],
    [{ sharpe: 0.1, count: 10, skewness: Infinity }, 'skewness Infinity'],
    [{ sharpe: 0.1, count: 10, kurtosis: Number.NaN }, 'kurtosis NaN'],
    [{ sharpe: 1, count: 10, skewness: 3, kurtosis: 3 }, 'which no returns have'],
  ])('refuses %o', (wrong, message) => {
    expect(() => computeProbabilisticSharpe(wrong)).toThrow(message);
  });
});

describe('how long it takes', () => {
  it('is the track record at which the probability is just as asked', () => {
    const { count: _, ...ratio } = measured;
    const length = computeMinimumTrackRecord(ratio, { against: 0.05, confidence: 0.9 }) ?? NaN;
    expect(computeProbabilisticSharpe({ ...ratio, count: length }, 0.05)).toBeCloseTo(0.9, 12);
  });

  it('is never where the ratio is not above what it is compared with', () => {
    expect(computeMinimumTrackRecord({ sharpe: 0.1 }, { against: 0.1 })).toBeNull();
  });

  it('is some five years of backtest for forty-five trials', () => {
    // Bailey, Borwein, López de Prado and Zhu, Pseudo-mathematics (2014): five years, no more than 45 trials.
    expect(computeMinimumBacktestYears(45)).toBeCloseTo(5, 0);
    expect(computeMinimumBacktestYears(45, 2)).toBeCloseTo(computeMinimumBacktestYears(45) / 4, 12);
  });

  it('stays below its bound of twice the logarithm of the trials', () => {
    const property = fc.property(fc.integer({ min: 2, max: 1_000_000 }), (trials) => {
      expect(computeMinimumBacktestYears(trials)).toBeLessThan(2 * Math.log(trials));
    });
    fc.assert(property);
  });

  it('refuses trials and ratios of nothing', () => {
    expect(() => computeMinimumBacktestYears(0)).toThrow('0 trials, expected one or more');
    expect(() => computeMinimumBacktestYears(5, 0)).toThrow('sharpe 0');
    const below = { trials: 3, variance: -1 };
    expect(() => computeExpectedMaximumSharpe(below)).toThrow('variance -1 of trials');
  });
});

it('each statistic of choosing states its convention', () => {
  expect(Object.values(selectionConventions).filter((text) => text.length < 20)).toEqual([]);
  expect(Object.keys(selectionConventions)).toHaveLength(6);
});
