import { toPrice } from 'argosy/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PriceLevels } from './price-levels.ts';

const step = fc.record({ isAdded: fc.boolean(), price: fc.integer({ min: 1, max: 40 }) });

test('its ends are those of all prices that were added and not removed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const levels = new PriceLevels();
      const naive: number[] = [];
      for (const { isAdded, price } of steps) {
        const place = naive.indexOf(price);
        if (isAdded) naive.push(price);
        else if (place !== -1) naive.splice(place, 1);
        if (isAdded) levels.add(toPrice(price));
        else levels.remove(toPrice(price));
        const sorted = [...naive].sort((a, b) => a - b);
        expect([levels.lowest, levels.highest]).toEqual([sorted[0], sorted.at(-1)]);
      }
    }),
  );
});

test('knows no price where nothing rests', () => {
  const levels = new PriceLevels();
  expect([levels.lowest, levels.highest]).toEqual([undefined, undefined]);
});
