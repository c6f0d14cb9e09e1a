import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { greeksBlack76, greeksBlackScholes, type Greeks } from './greeks.ts';
import type { ForwardOption, SpotOption } from './option-price.ts';
import {
  emptySecondGreeks,
  secondGreeksBlack76,
  secondGreeksBlackScholes,
} from './second-greeks.ts';

const plain: SpotOption = {
  right: 'call',
  spot: 100,
  strike: 95,
  years: 0.5,
  volatility: 0.25,
  rate: 0.05,
  yieldRate: 0.02,
};
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const terms = {
  right: fc.constantFrom('call', 'put'),
  strike: double(70, 140),
  years: double(0.2, 2),
  volatility: double(0.15, 0.8),
};

function slope(of: (shift: number) => number, step: number): number {
  return (of(step) - of(-step)) / (2 * step);
}

describe('the second Greeks', () => {
  it.each([
    // Derivatives of the price with 40 digits, mpmath 1.4.1.
    ['vanna', -0.4067319731021224],
    ['charm', 0.054912098071190366],
    ['vomma', 13.327515803763578],
    ['veta', -25.94286897823729],
    ['speed', -0.0007267529207402707],
    ['zomma', -0.0696114558087037],
    ['colour', 0.019382439043267453],
    ['ultima', -165.3922163509519],
  ] as const)('have the worked value of %s', (name, value) => {
    expect(secondGreeksBlackScholes(plain)[name]).toBeCloseTo(value, 11);
  });

  it('have the charm of the textbook', () => {
    // E. G. Haug, The Complete Guide to Option Pricing Formulas: a put on a future, 0.3700 a year.
    const future = { spot: 105, strike: 90, years: 0.25, volatility: 0.24 };
    const { charm } = secondGreeksBlackScholes({
      right: 'put',
      ...future,
      rate: 0.14,
      yieldRate: 0.14,
    });
    expect(charm).toBeCloseTo(0.37, 4);
  });

  it('are the slopes of the first', () => {
    const anOption = fc.record({
      ...terms,
      spot: double(70, 140),
      rate: double(-0.05, 0.1),
      yieldRate: double(-0.05, 0.1),
    });
    const property = fc.property(anOption, (option) => {
      const found = secondGreeksBlackScholes(option);
      const first = (change: Partial<SpotOption>): Greeks =>
        greeksBlackScholes({ ...option, ...change });
      const { spot, volatility, years } = option;
      const byVolatility = (name: keyof Greeks) =>
        slope((by) => first({ volatility: volatility + by })[name], 1e-5);
      const byTime = (name: keyof Greeks) =>
        -slope((by) => first({ years: years + by })[name], 1e-5);
      expect(found.vanna).toBeCloseTo(byVolatility('delta'), 5);
      expect(found.vomma).toBeCloseTo(byVolatility('vega'), 3);
      expect(found.zomma).toBeCloseTo(byVolatility('gamma'), 5);
      expect(found.charm).toBeCloseTo(byTime('delta'), 5);
      expect(found.veta).toBeCloseTo(byTime('vega'), 3);
      expect(found.colour).toBeCloseTo(byTime('gamma'), 5);
      expect(found.speed).toBeCloseTo(
        slope((by) => first({ spot: spot + by }).gamma, 1e-3),
        6,
      );
      const vomma = (by: number) =>
        secondGreeksBlackScholes({ ...option, volatility: volatility + by }).vomma;
      expect(found.ultima / 1000).toBeCloseTo(slope(vomma, 1e-5) / 1000, 4);
    });
    fc.assert(property);
  });

  it('of an option on a forward are by the forward', () => {
    const anOption = fc.record({ ...terms, forward: double(70, 140), discount: double(0.8, 1) });
    const property = fc.property(anOption, (option: ForwardOption) => {
      const found = secondGreeksBlack76(option);
      const rate = -Math.log(option.discount) / option.years;
      const first = (change: Partial<ForwardOption>) => greeksBlack76({ ...option, ...change });
      const later = (by: number) => {
        const years = option.years + by;
        return first({ years, discount: Math.exp(-rate * years) }).delta;
      };
      expect(found.charm).toBeCloseTo(-slope(later, 1e-5), 5);
      expect(found.speed).toBeCloseTo(
        slope((by) => first({ forward: option.forward + by }).gamma, 1e-3),
        6,
      );
      expect(found.vanna).toBeCloseTo(
        slope((by) => first({ volatility: option.volatility + by }).delta, 1e-5),
        5,
      );
    });
    fc.assert(property);
  });

  it('are none without time or volatility, but for a delta that the yield eats', () => {
    const inside = { ...plain, volatility: 0 };
    const charm = 0.02 * Math.exp(-0.02 * 0.5);
    const found = secondGreeksBlackScholes(inside);
    expect(found.charm).toBeCloseTo(charm, 12);
    expect({ ...found, charm: 0 }).toEqual(emptySecondGreeks());
    const atEnd = { right: 'put', forward: 90, strike: 100, years: 0, volatility: 0.2 } as const;
    expect(secondGreeksBlack76({ ...atEnd, discount: 1 })).toEqual(emptySecondGreeks());
  });
});
