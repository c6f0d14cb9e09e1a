import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { greeksAmerican } from './american-greeks.ts';
import { priceAmerican } from './american-tree.ts';
import { greeksBlackScholes, type Greeks } from './greeks.ts';
import type { SpotOption } from './option-price.ts';

const put: SpotOption = {
  right: 'put',
  spot: 36,
  strike: 40,
  years: 1,
  volatility: 0.2,
  rate: 0.06,
  yieldRate: 0,
};
const call: SpotOption = {
  right: 'call',
  spot: 110,
  strike: 100,
  years: 1,
  volatility: 0.25,
  rate: 0.03,
  yieldRate: 0.06,
};
const nothing = { price: 0, delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 };
const names = ['price', 'delta', 'gamma', 'vega', 'theta', 'rho'] as const;

/** Each is off by no more than this part of it. */
function expectNear(found: Greeks, expected: Greeks, part: number): void {
  for (const name of names) {
    const off = Math.abs(found[name] - expected[name]);
    expect([name, off < part * Math.abs(expected[name])]).toEqual([name, true]);
  }
}

describe('the Greeks of an American option', () => {
  it('are those of another engine', () => {
    // QuantLib 1.44: finite differences of 2000 by 2000 for delta, gamma and theta, QdFp for price, vega and rho.
    expectNear(
      greeksAmerican(put),
      {
        price: 4.486674419,
        delta: -0.696782477,
        gamma: 0.086723627,
        vega: 10.935693899,
        theta: -0.474036217,
        rho: -10.332678512,
      },
      0.02,
    );
    expectNear(
      greeksAmerican(call),
      {
        price: 14.356323625,
        delta: 0.66360592,
        gamma: 0.015164951,
        vega: 36.921366828,
        theta: -3.116355221,
        rho: 35.735593203,
      },
      0.02,
    );
  });

  it('without exercise before the end are those of the closed form', () => {
    const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const anOption = fc.record({
      right: fc.constantFrom('call', 'put'),
      spot: double(90, 110),
      strike: fc.constant(100),
      years: double(0.3, 2),
      volatility: double(0.15, 0.6),
      rate: double(0, 0.08),
      yieldRate: double(0, 0.08),
    });
    const property = fc.property(anOption, (option) => {
      const tree = greeksAmerican(option, { exercise: 'european', steps: 201 });
      const closed = greeksBlackScholes(option);
      expect(tree.delta).toBeCloseTo(closed.delta, 2);
      expect(tree.gamma).toBeCloseTo(closed.gamma, 3);
      expect(tree.vega).toBeCloseTo(closed.vega, 0);
      expect(tree.rho).toBeCloseTo(closed.rho, 0);
      expect(Math.abs(tree.theta - closed.theta)).toBeLessThan(0.2);
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('are those of a thing sold, where it is best exercised', () => {
    const found = greeksAmerican({ ...put, spot: 20 });
    expect(found.price).toBeCloseTo(20, 12);
    expect(found.delta).toBeCloseTo(-1, 12);
    for (const name of ['gamma', 'vega', 'theta', 'rho'] as const) {
      expect(found[name]).toBeCloseTo(0, 9);
    }
  });

  it('know a dividend that comes nearer', () => {
    const dividends = [{ years: 0.3, amount: 2 }];
    const found = greeksAmerican(call, { dividends });
    const later = priceAmerican(
      { ...call, years: 1 - 1 / 365 },
      { dividends: [{ years: 0.3 - 1 / 365, amount: 2 }] },
    );
    expect(found.theta).toBeCloseTo((later - found.price) * 365, 9);
  });

  it('are those of a European option at its end', () => {
    for (const spot of [30, 40, 50]) {
      const ended = { ...put, spot, years: 0 };
      expect(greeksAmerican(ended)).toEqual(greeksBlackScholes(ended));
    }
    const bent = { ...put, spot: 40, years: 0 };
    expect(greeksAmerican(bent)).toMatchObject({ delta: -0.5, gamma: 0, vega: 0 });
  });

  it('have neither gamma nor vega without volatility, and at a bend the delta of its middle', () => {
    const still = { ...put, volatility: 0 };
    expect(greeksAmerican(still)).toEqual({ ...nothing, price: 4, delta: -1 });
    expect(greeksAmerican({ ...still, spot: 40 })).toMatchObject({
      delta: -0.5,
      gamma: 0,
      vega: 0,
    });
    expect(greeksAmerican({ ...still, spot: 41 })).toEqual(nothing);
    expect(greeksAmerican({ ...still, spot: 41, years: 1e-9, volatility: 1e-9 })).toEqual(nothing);
  });

  it('without volatility are those of a European option that nobody would exercise before', () => {
    const sure = { ...call, yieldRate: 0, volatility: 0, rate: 0.05 };
    for (const spot of [80, 95, 100, 130]) {
      const [found, european] = [
        greeksAmerican({ ...sure, spot }),
        greeksBlackScholes({ ...sure, spot }),
      ];
      for (const name of names) expect(found[name]).toBeCloseTo(european[name], 4);
    }
    const dividends = [{ years: 0.5, amount: 2 }];
    expect(greeksAmerican({ ...sure, spot: 130 }, { dividends })).toMatchObject({
      delta: 1,
      gamma: 0,
    });
  });

  it('of what is best exercised at once are those of the underlying, without dust', () => {
    const deep = { ...put, spot: 50, strike: 100, rate: 0.05 };
    const { price, ...slopes } = greeksAmerican(deep);
    expect(price).toBeCloseTo(50, 12);
    expect({ price: 0, ...slopes }).toEqual({ ...nothing, delta: -1 });
  });
});
