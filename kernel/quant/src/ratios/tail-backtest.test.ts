import { Random } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { backtestTail, baselZoneOf, testCoverage } from './tail-backtest.ts';

describe('the coverage of a value at risk', () => {
  it.each([
    // The test of Kupiec (1995), worked with 30 digits: periods, breaches, level, statistic.
    [250, 5, 0.01, 1.9568],
    [255, 20, 0.05, 3.7272],
    [510, 16, 0.01, 15.02],
  ])('of %d periods with %d breaches at %d', (...terms) => {
    const [periods, breaches, level, statistic] = terms;
    expect(testCoverage({ periods, breaches, level }).statistic).toBeCloseTo(statistic, 2);
  });

  it('says how likely as much is by chance', () => {
    const found = testCoverage({ periods: 250, breaches: 5, level: 0.01 });
    expect(found.statistic).toBeCloseTo(1.9568, 4);
    expect(found.probability).toBeCloseTo(0.1619, 4);
  });

  it('is perfect where there are just as many as there should be', () => {
    const found = testCoverage({ periods: 200, breaches: 10, level: 0.05 });
    expect(found.statistic).toBeCloseTo(0, 10);
    expect(found.probability).toBeCloseTo(1, 5);
  });

  it('is defined for none, and for nothing else', () => {
    const { statistic } = testCoverage({ periods: 100, breaches: 0, level: 0.01 });
    expect(statistic).toBeCloseTo(-200 * Math.log(0.99), 12);
    const all = testCoverage({ periods: 3, breaches: 3, level: 0.5 });
    expect(all.statistic).toBeCloseTo(6 * Math.log(2), 12);
  });

  it.each([
    [{ periods: 0, breaches: 0, level: 0.05 }, '0 periods'],
    [
      { periods: 10, breaches: 11, level: 0.05 },
      '11 breaches, expected a whole number from 0 to 10',
    ],
    [{ periods: 10, breaches: 1, level: 1 }, 'level 1, expected between 0 and 1'],
  ])('refuses %o', (wrong, message) => {
    expect(() => testCoverage(wrong)).toThrow(message);
  });
});

describe('a backtest of a value at risk', () => {
  const spread = Array.from({ length: 200 }, (_, at) => at % 20 === 0);
  const clustered = Array.from({ length: 200 }, (_, at) => at < 10);

  it('tells breaches that come together from such that do not', () => {
    const [apart, together] = [backtestTail(spread, 0.05), backtestTail(clustered, 0.05)];
    expect([apart.breaches, together.breaches]).toEqual([10, 10]);
    expect(apart.coverage.statistic).toBe(together.coverage.statistic);
    expect(apart.independence.probability).toBeGreaterThan(0.2);
    expect(together.independence.probability).toBeLessThan(1e-6);
    expect(together.conditional.probability).toBeLessThan(1e-5);
  });

  it('has the independence of its four counts', () => {
    // By hand: 4 pairs from calm, 1 into a breach; 2 from a breach, 1 into the next.
    const pattern = [false, false, true, true, false, false, false];
    const apart = 3 * Math.log(3 / 4) + Math.log(1 / 4) + 2 * Math.log(1 / 2);
    const all = 2 * Math.log(2 / 6) + 4 * Math.log(4 / 6);
    expect(backtestTail(pattern, 0.05).independence.statistic).toBeCloseTo(2 * (apart - all), 12);
  });

  it('refuses as often as its probability says', () => {
    const random = Random.fromSeed('breaches');
    const refused = Array.from({ length: 400 }, () =>
      backtestTail(
        Array.from({ length: 1000 }, () => random.nextInt(20) === 0),
        0.05,
      ),
    ).filter(({ coverage }) => coverage.probability < 0.1).length;
    expect(refused / 400).toBeGreaterThan(0.06);
    expect(refused / 400).toBeLessThan(0.14);
  });

  it('finds nothing to follow where there is no breach', () => {
    expect(backtestTail([false, false], 0.05).independence).toEqual({
      statistic: 0,
      probability: 1,
    });
  });
});

it.each([
  [0, 'green', 0],
  [4, 'green', 0],
  [5, 'yellow', 0.4],
  [6, 'yellow', 0.5],
  [7, 'yellow', 0.65],
  [8, 'yellow', 0.75],
  [9, 'yellow', 0.85],
  [10, 'red', 1],
  [60, 'red', 1],
])('of %d breaches the zone is %s, with %d', (breaches, zone, addOn) => {
  expect(baselZoneOf(breaches)).toEqual({ zone, addOn });
});
