import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Leg, OptionLeg } from './legs.ts';
import { profitAtEnd, summarisePayoff } from './payoff.ts';

const call: OptionLeg = {
  kind: 'option',
  right: 'call',
  strike: 100,
  years: 0.25,
  volatility: 0.2,
  quantity: 1,
  price: 5,
};
const put: OptionLeg = { ...call, right: 'put', price: 4 };
const written = { ...call, strike: 110, quantity: -1, price: 2 };
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const aLeg: fc.Arbitrary<Leg> = fc.oneof(
  fc.record({
    kind: fc.constant('option' as const),
    right: fc.constantFrom('call' as const, 'put' as const),
    strike: fc.integer({ min: 50, max: 150 }),
    years: fc.constant(0.25),
    volatility: double(0.05, 0.8),
    quantity: fc.integer({ min: -3, max: 3 }),
    price: double(0, 20),
  }),
  fc.record({
    kind: fc.constant('underlying' as const),
    quantity: fc.integer({ min: -2, max: 2 }),
    price: double(80, 120),
  }),
);
const someLegs = fc.array(aLeg, { maxLength: 6 });

describe('a payoff', () => {
  it('of a call has no limit above, and breaks even at strike and premium', () => {
    expect(summarisePayoff([call])).toEqual({
      corners: [
        { spot: 0, profit: -5 },
        { spot: 100, profit: -5 },
      ],
      slopeAbove: 1,
      maxGain: null,
      maxLoss: -5,
      breakevens: [105],
    });
  });

  it('of a spread is limited to both sides', () => {
    const { maxGain, maxLoss, breakevens } = summarisePayoff([call, written]);
    expect([maxGain, maxLoss, breakevens]).toEqual([7, -3, [103]]);
  });

  it('of a straddle breaks even to both sides, and written loses without limit', () => {
    const straddle = [call, put];
    expect(summarisePayoff(straddle).breakevens).toEqual([91, 109]);
    const other = summarisePayoff(straddle.map((leg) => ({ ...leg, quantity: -1 })));
    expect([other.maxGain, other.maxLoss, other.breakevens]).toEqual([9, null, [91, 109]]);
  });

  it('of a covered call is that of a written put', () => {
    const stock: Leg = { kind: 'underlying', quantity: 1, price: 100 };
    const covered = summarisePayoff([stock, { ...call, quantity: -1 }]);
    expect([covered.maxGain, covered.maxLoss, covered.breakevens]).toEqual([5, -95, [95]]);
  });

  it('of nothing is nothing everywhere', () => {
    const none = summarisePayoff([]);
    expect([none.maxGain, none.maxLoss, none.breakevens]).toEqual([0, 0, [0]]);
  });

  it('says limits that no spot passes and breakevens that are none', () => {
    const property = fc.property(someLegs, double(0, 300), (legs, spot) => {
      const { maxGain, maxLoss, breakevens } = summarisePayoff(legs);
      const profit = profitAtEnd(legs, spot);
      expect(profit).toBeLessThanOrEqual((maxGain ?? Infinity) + 1e-9);
      expect(profit).toBeGreaterThanOrEqual((maxLoss ?? -Infinity) - 1e-9);
      for (const at of breakevens) expect(profitAtEnd(legs, at)).toBeCloseTo(0, 8);
    });
    fc.assert(property);
  });

  it('finds every change of sign', () => {
    const property = fc.property(someLegs, (legs) => {
      const { breakevens } = summarisePayoff(legs);
      for (let spot = 0; spot < 400; spot += 1) {
        if (profitAtEnd(legs, spot) * profitAtEnd(legs, spot + 1) >= 0) continue;
        expect(breakevens.some((at) => at >= spot && at <= spot + 1)).toBe(true);
      }
    });
    fc.assert(property);
  });

  it('refuses several ends, a strike of nothing, and numbers that are none', () => {
    expect(() => summarisePayoff([call, { ...put, years: 1 }])).toThrow('expected one end');
    expect(() => summarisePayoff([{ ...call, strike: 0 }])).toThrow('strike 0');
    const wrong = { ...call, quantity: Number.NaN };
    expect(() => summarisePayoff([wrong])).toThrow('quantity NaN and price 5 of leg 0');
    const many = Array.from({ length: 1_001 }, () => call);
    expect(() => summarisePayoff(many)).toThrow('1001 legs, expected at most 1000');
  });
});
