import { describe, expect, it } from 'vitest';

import {
  approximateAmerican,
  attributeReturn,
  computeBenchmarkRatios,
  computeLongRatio,
  computeQuantile,
  computeRatios,
  computeTail,
  greeksAmerican,
  greeksBlack76,
  greeksBlackScholes,
  greeksOfLegs,
  impliedVolatilityBlack76,
  impliedVolatilityBlackScholes,
  priceAmerican,
  priceBlack76,
  priceBlackScholes,
  profitAt,
  profitAtEnd,
  secondGreeksBlackScholes,
  statedConvention,
  summarisePayoff,
} from './index.ts';

/** What plain JavaScript may hand in where TypeScript would not. */
const spoken = (value: unknown): never => value as never;

const terms = { strike: 100, years: 1, volatility: 0.2 };
const spot = { ...terms, right: 'call', spot: 100, rate: 0.05, yieldRate: 0 } as const;
const forward = { ...terms, right: 'call', forward: 100, discount: 0.95 } as const;
const onSpot = {
  priceBlackScholes,
  greeksBlackScholes,
  secondGreeksBlackScholes,
  priceAmerican,
  greeksAmerican,
  approximateAmerican,
  impliedVolatilityBlackScholes: (option: typeof spot) =>
    impliedVolatilityBlackScholes({ ...option, price: 10 }),
};
const onForward = {
  priceBlack76,
  greeksBlack76,
  impliedVolatilityBlack76: (option: typeof forward) =>
    impliedVolatilityBlack76({ ...option, price: 10 }),
};
const leg = { kind: 'option', right: 'put', strike: 100, years: 1, volatility: 0.2 } as const;
const held = { ...leg, quantity: 1, price: 3 };
const market = { spot: 100, rate: 0.05, yieldRate: 0 };
const now = { spot: 100, volatilityShift: 0, years: 1 };

describe('what plain JavaScript hands in', () => {
  it.each(Object.entries(onSpot))('%s refuses a right that is none', (_, price) => {
    expect(() => price(spoken({ ...spot, right: 'CALL' }))).toThrow(
      "right 'CALL', expected call or put",
    );
  });

  it.each(Object.entries(onForward))('%s refuses a right that is none', (_, price) => {
    expect(() => price(spoken({ ...forward, right: undefined }))).toThrow(
      'right undefined, expected call or put',
    );
  });

  it.each(['spot', 'strike', 'years', 'volatility'])('an option whose %s is a text', (key) => {
    expect(() => priceBlackScholes(spoken({ ...spot, [key]: '100' }))).toThrow(
      `${key} '100', expected a number`,
    );
  });

  it.each([{ right: 'PUT' }, { kind: 'Option' }])('a leg of %o', (change) => {
    const legs = [spoken({ ...held, ...change })];
    const message = 'a word must be one of those that are known';
    expect(() => summarisePayoff(legs)).toThrow(message);
    expect(() => profitAtEnd(legs, 90)).toThrow(message);
    expect(() => greeksOfLegs(legs, market)).toThrow(message);
    expect(() => profitAt(legs, market, now)).toThrow(message);
  });

  it('an exercise that nobody has', () => {
    expect(() => priceAmerican(spot, { exercise: spoken('European') })).toThrow(
      "exercise 'European', expected american or european",
    );
  });

  it('a dividend that is a text', () => {
    const dividends = [{ years: 0.5, amount: spoken('2') }];
    expect(() => priceAmerican(spot, { dividends })).toThrow('a dividend of 2');
  });

  it('a convention or a method that nobody has', () => {
    const convention = spoken('foo');
    const message = "convention 'foo', expected argosy or empyrical or quantstats";
    expect(() => computeRatios([0.1, 0.2], { convention })).toThrow(message);
    expect(() => computeBenchmarkRatios([0.1, 0.2], [0.1, 0], { convention })).toThrow(message);
    expect(() => statedConvention('sharpe', convention)).toThrow(message);
    expect(() => attributeReturn([], convention)).toThrow("convention 'foo', expected brinson");
    expect(() => computeTail([0.1, 0.2], { method: spoken('zzz') })).toThrow(
      "method 'zzz', expected historical or normal",
    );
  });

  it('a level, a share or a side that is none', () => {
    expect(() => computeTail([0.1, 0.2], { level: spoken('0.05') })).toThrow("level '0.05'");
    expect(() => computeQuantile([0.1, 0.2], spoken('0.05'))).toThrow("share '0.05'");
    expect(() => computeRatios([spoken('0.1'), 0.2])).toThrow("'0.1' at 0");
    expect(() => computeLongRatio(['long', spoken('LONG')])).toThrow("side 'LONG'");
  });
});
