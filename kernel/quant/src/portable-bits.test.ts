import { exp, Hash128, ln, unwrap } from 'argosy/core';
import { expect, it } from 'vitest';

import { normalCdf, normalQuantile } from './normal-distribution.ts';
import { greeksBlackScholes } from './options/greeks.ts';
import { impliedVolatilityBlackScholes } from './options/implied-volatility.ts';
import { secondGreeksBlackScholes } from './options/second-greeks.ts';

/** Prices enter runs: another machine, or another version of the engine, must make the very same bits. */
it('functions and prices have the bits that they had', () => {
  const hash = new Hash128();
  for (let step = -300; step <= 300; step += 1) {
    const value = step / 8;
    for (const number of [exp(value), ln(exp(value)), normalCdf(value)]) hash.updateNumber(number);
    hash.updateNumber(normalQuantile((step + 301) / 602));
  }
  for (let at = 0; at < 400; at += 1) {
    const option = {
      right: at % 2 === 0 ? 'call' : 'put',
      spot: 100,
      strike: 60 + at / 5,
      years: (1 + (at % 7)) / 16,
      volatility: (1 + (at % 11)) / 32,
      rate: 0.0625,
      yieldRate: 0.015625,
    } as const;
    const greeks = greeksBlackScholes(option);
    const quote = { ...option, price: greeks.price };
    for (const number of Object.values(greeks)) hash.updateNumber(number);
    for (const number of Object.values(secondGreeksBlackScholes(option))) hash.updateNumber(number);
    hash.updateNumber(unwrap(impliedVolatilityBlackScholes(quote)));
  }
  expect(hash.digest()).toBe('85c33bfe430b26273481f2ac6a6a1200');
});
