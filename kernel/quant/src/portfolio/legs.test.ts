import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { greeksBlackScholes } from '../options/greeks.ts';
import { priceBlackScholes } from '../options/option-price.ts';
import { greeksOfLegs, profitAt, type Leg, type OptionLeg } from './legs.ts';
import { profitAtEnd } from './payoff.ts';

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

describe('legs together', () => {
  it('have the sum of their Greeks', () => {
    const stock: Leg = { kind: 'underlying', quantity: -2, price: 90 };
    const one = greeksBlackScholes({ ...call, ...market });
    const other = greeksBlackScholes({ ...written, ...market });
    const total = greeksOfLegs([call, written, stock], market);
    expect(total.delta).toBeCloseTo(one.delta - other.delta - 2, 14);
    expect(total.price).toBeCloseTo(one.price - other.price - 200, 12);
    for (const name of ['gamma', 'vega', 'theta', 'rho'] as const) {
      expect(total[name]).toBeCloseTo(one[name] - other[name], 12);
    }
  });

  it('earn what their prices changed by', () => {
    const at = { spot: 104, volatilityShift: 0.03, years: 0.1 };
    const price = priceBlackScholes({
      ...call,
      ...market,
      spot: 104,
      years: 0.15,
      volatility: 0.23,
    });
    expect(profitAt([call], market, at)).toBeCloseTo(price - 5, 12);
    expect(profitAt([{ ...call, quantity: -3 }], market, at)).toBeCloseTo(3 * (5 - price), 12);
  });

  it('at their end, and behind it, bring what exercise does', () => {
    const property = fc.property(
      someLegs,
      double(50, 150),
      double(0.25, 1),
      (legs, spot, years) => {
        const found = profitAt(legs, market, { spot, volatilityShift: 0, years });
        expect(found).toBeCloseTo(profitAtEnd(legs, spot), 10);
      },
    );
    fc.assert(property);
  });
});
