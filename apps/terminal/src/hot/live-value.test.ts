import { expect, test } from 'vitest';

import { unrealisedAt } from './live-value.ts';

const one = { multiplier: '1' };

test('a long position gains as the price rises, a short one as it falls', () => {
  expect(unrealisedAt({ qty: '10', averagePrice: '100' }, one, 103)).toBe(30);
  expect(unrealisedAt({ qty: '-10', averagePrice: '100' }, one, 103)).toBe(-30);
  expect(unrealisedAt({ qty: '-10', averagePrice: '100' }, one, 97)).toBe(30);
});

test('a contract counts as often as its multiplier says', () => {
  expect(unrealisedAt({ qty: '2', averagePrice: '50' }, { multiplier: '25' }, 51)).toBe(50);
});

test('without a price nothing is known, and what is closed gains nothing', () => {
  expect(unrealisedAt({ qty: '1', averagePrice: '50' }, one, Number.NaN)).toBeNaN();
  expect(unrealisedAt({ qty: '0', averagePrice: null }, one, 51)).toBe(0);
});
