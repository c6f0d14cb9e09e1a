import { describe, expect, it } from 'vitest';

import { priceBlackScholes } from '../options/option-price.ts';
import { profitAt, type OptionLeg } from './legs.ts';
import { computeScenarios } from './scenarios.ts';

const call: OptionLeg = {
  kind: 'option',
  right: 'call',
  strike: 100,
  years: 0.25,
  volatility: 0.2,
  quantity: 1,
  price: 5,
};
const market = { spot: 100, rate: 0.05, yieldRate: 0.01 };
const put: OptionLeg = { ...call, right: 'put', price: 4 };
const written = { ...call, strike: 110, quantity: -1, price: 2 };

describe('a grid of scenarios', () => {
  const axes = { spots: [90, 100, 110], volatilityShifts: [-0.05, 0, 0.05], years: [0, 0.25] };

  it('has each combination in its place', () => {
    const { profits } = computeScenarios([call, written], market, axes);
    expect(profits).toHaveLength(18);
    for (const [late, years] of axes.years.entries()) {
      for (const [sort, volatilityShift] of axes.volatilityShifts.entries()) {
        for (const [place, spot] of axes.spots.entries()) {
          const expected = profitAt([call, written], market, { spot, volatilityShift, years });
          expect(profits[place + 3 * (sort + 3 * late)]).toBe(expected);
        }
      }
    }
  });

  it('says the worst and the best of them', () => {
    const { worst, best, profits } = computeScenarios([call, put], market, axes);
    expect(worst.profit).toBe(Math.min(...profits));
    expect(best.profit).toBe(Math.max(...profits));
    expect([worst.spot, worst.years]).toEqual([100, 0.25]);
  });

  it('is of now and of these volatilities unless told', () => {
    const { profits } = computeScenarios([call], market, { spots: [100] });
    expect([...profits]).toEqual([priceBlackScholes({ ...call, ...market }) - 5]);
  });

  it('does not take volatility below zero', () => {
    const shifted = { spots: [120], volatilityShifts: [-1] };
    const [profit] = computeScenarios([call], market, shifted).profits;
    expect(profit).toBeCloseTo(120 * Math.exp(-0.0025) - 100 * Math.exp(-0.0125) - 5, 10);
  });

  it.each([
    [{ spots: [] }, 'no spots'],
    [{ spots: [-1] }, '-1 of spots'],
    [{ spots: [1], years: [Number.NaN] }, 'NaN of years'],
    [{ spots: [1], volatilityShifts: [Infinity] }, 'Infinity of volatilityShifts'],
  ])('refuses %o', (wrong, message) => {
    expect(() => computeScenarios([call], market, wrong)).toThrow(message);
  });

  it('refuses more prices than it has time for', () => {
    const spots = Array.from({ length: 4_000 }, (_, at) => at + 1);
    const wide = { spots, volatilityShifts: spots };
    expect(() => computeScenarios([call], market, wide)).toThrow('16000000 prices in a grid');
  });
});
