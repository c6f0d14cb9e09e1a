import { aBar, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { afterMap, inverseMap, mapDatum, mapPrice, mapTwice, samePrices } from './price-map.ts';

const half = { numerator: 1n, addend: 0n, denominator: 2n };
const up = { numerator: 2n, addend: 5n, denominator: 2n };

const maps = fc.record({
  numerator: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  addend: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  denominator: fc.bigInt({ min: 1n, max: 10n ** 9n }),
});

describe('a map of prices', () => {
  test('rounds half a unit to the even one', () => {
    expect([1, 2, 3, -1].map((price) => mapPrice(half, price))).toEqual([0, 1, 2, 0]);
  });

  test('adds what lies between two contracts, to half a unit', () => {
    expect(mapPrice(up, 100)).toBe(102);
    expect(mapTwice(up, 200)).toBe(205);
  });

  test('maps every price of a bar and leaves its volume', () => {
    const bar = aBar({ open: 100, high: 120, low: 80, close: 110, bid: 108, ask: 112 });
    const { open, high, low, close, bid, ask, volume } = mapDatum(half, bar);
    expect([open, high, low, close, bid, ask]).toEqual([50, 60, 40, 55, 54, 56]);
    expect(volume).toBe(bar.volume);
  });

  test('leaves what it does not change as the very same object', () => {
    const quote = aQuote();
    expect(mapDatum(samePrices, quote)).toBe(quote);
  });

  test('leads back by its inverse', () => {
    fc.assert(
      fc.property(maps, (map) => {
        expect(afterMap(map, inverseMap(map))).toEqual(samePrices);
      }),
    );
  });

  test('comes to the same in whichever order three are put together', () => {
    fc.assert(
      fc.property(maps, maps, maps, (a, b, c) => {
        expect(afterMap(afterMap(a, b), c)).toEqual(afterMap(a, afterMap(b, c)));
      }),
    );
  });

  test('keeps its terms bounded over a thousand dividends, and its value', () => {
    const dividend = { numerator: 99_991n, addend: 0n, denominator: 100_003n };
    let map = samePrices;
    for (let count = 0; count < 1000; count += 1) map = afterMap(map, dividend);
    expect(map.denominator < 1n << 601n).toBe(true);
    expect(mapPrice(map, 10 ** 12)).toBe(Math.round(10 ** 12 * (99_991 / 100_003) ** 1000));
  });
});
