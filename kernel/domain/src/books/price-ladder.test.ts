import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { NO_LEVEL, PriceLadder } from './price-ladder.ts';

function pricesOf(ladder: PriceLadder): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  for (let level = ladder.best; level !== NO_LEVEL; level = ladder.worse(level)) {
    found.push([ladder.priceOf(level), ladder.qtyOf(level)]);
  }
  return found;
}

describe('a side of a book', () => {
  test.each([1, -1] as const)('of sign %i is a sorted map of its quantities', (sign) => {
    const steps = fc.array(fc.tuple(fc.integer({ min: -150, max: 150 }), fc.nat({ max: 9 })), {
      maxLength: 600,
    });
    fc.assert(
      fc.property(steps, (taken) => {
        const ladder = new PriceLadder(sign);
        const model = new Map<number, number>();
        for (const [price, qty] of taken) {
          const level = ladder.find(price);
          expect(level === NO_LEVEL).toBe(!model.has(price));
          if (level === NO_LEVEL) ladder.add(price, qty, 1);
          else ladder.take(level, ladder.qtyOf(level), 1);
          if (level === NO_LEVEL) model.set(price, qty);
          else model.delete(price);
        }
        const sorted = [...model].toSorted(([one], [other]) => sign * (other - one));
        expect(pricesOf(ladder)).toEqual(sorted);
        expect(ladder.size).toBe(model.size);
        expect(ladder.bestPrice).toBe(sorted[0]?.[0] ?? Number.NaN);
      }),
    );
  });

  test('keeps a price until its last order is gone', () => {
    const ladder = new PriceLadder(1);
    const level = ladder.add(100, 5, 1);
    ladder.add(100, 7, 1);
    ladder.take(level, 5, 1);
    expect([ladder.bestPrice, ladder.qtyOf(level), ladder.countOf(level)]).toEqual([100, 7, 1]);
    ladder.take(level, 7, 1);
    expect(ladder.best).toBe(NO_LEVEL);
  });

  test('does not grow with the prices that came and went', () => {
    const ladder = new PriceLadder(1);
    ladder.add(2_000_000, 1, 1);
    let highest = 0;
    for (let price = 1; price <= 100_000; price += 1) {
      const level = ladder.add(price, 1, 1);
      highest = Math.max(highest, level);
      ladder.take(level, 1, 1);
    }
    expect(highest).toBeLessThan(100);
    expect(pricesOf(ladder)).toEqual([[2_000_000, 1]]);
  });
});
