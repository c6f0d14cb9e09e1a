import { ledgerScales, toCurrency, toInstrumentId } from 'argosy/core';
import { InstrumentTable, type Instrument } from 'argosy/domain';
import { aPair } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { RateTable } from './rate-table.ts';

const inr = toCurrency('INR');
const usd = toCurrency('USD');
const eur = toCurrency('EUR');
const jpy = toCurrency('JPY');
const btc = toCurrency('BTC');
const pair = (base: string, quote: string): Instrument =>
  aPair({
    id: toInstrumentId(`${base}${quote}.FX`),
    base: toCurrency(base),
    currency: toCurrency(quote),
    pricePrecision: 4,
  });

/** Rates at prices of four decimals. */
function rates(prices: Readonly<Record<string, number>>): RateTable {
  const table = new InstrumentTable(
    Object.keys(prices).map((name) => pair(name.slice(0, 3), name.slice(3))),
  );
  return new RateTable(table, {
    scales: ledgerScales({}),
    markOf: (index) => {
      const price = prices[table.at(index).id.split('.')[0] ?? ''];
      return price === undefined || Number.isNaN(price) ? null : 2 * price;
    },
  });
}

describe('a rate', () => {
  test('turns base into quote at the price', () => {
    expect(rates({ USDINR: 83_2500 }).convert(100_00n, usd, inr)).toBe(8_325_00n);
  });

  test('turns quote into base at one by the price, half to even', () => {
    expect(rates({ USDINR: 80_0000 }).convert(100n, inr, usd)).toBe(1n);
  });

  test('rounds up where it is told to, of what is a little more and what is exact', () => {
    const table = rates({ USDINR: 80_0000 });
    const up = [80n, 81n].map((amount) => table.convert(amount, inr, usd, 'ceiling'));
    expect(up).toEqual([1n, 2n]);
  });

  test('goes through the scales of both ledgers', () => {
    expect(rates({ USDJPY: 150_0000 }).convert(1_00n, usd, jpy)).toBe(150n);
  });

  test('goes through a third currency where no pair leads there', () => {
    expect(rates({ EURUSD: 1_2000, USDINR: 80_0000 }).convert(10_00n, eur, inr)).toBe(960_00n);
  });

  test('takes the way with the fewest pairs', () => {
    const direct = rates({ EURINR: 100_0000, EURUSD: 1_2000, USDINR: 80_0000 });
    expect(direct.convert(1_00n, eur, inr)).toBe(100_00n);
  });

  test('is unknown while a price on the way is', () => {
    const some = rates({ EURUSD: 1_2000, USDINR: Number.NaN });
    expect([some.convert(1n, eur, inr), some.canConvert(eur, inr)]).toEqual([null, true]);
  });

  test('is unknown where no way leads', () => {
    const some = rates({ EURUSD: 1_2000 });
    expect([some.convert(1n, btc, inr), some.canConvert(btc, inr)]).toEqual([null, false]);
  });

  test('of a currency to itself is one, and nothing is nothing everywhere', () => {
    const none = rates({});
    expect([none.convert(5n, inr, inr), none.convert(0n, inr, usd)]).toEqual([5n, 0n]);
  });

  test('there and back loses no more than the coarser unit is worth', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }),
        fc.integer({ min: 10_000, max: 2_000_000 }),
        (amount, price) => {
          const some = rates({ USDINR: price });
          const there = some.convert(amount, usd, inr) ?? 0n;
          const back = some.convert(there, inr, usd) ?? 0n;
          expect(back === amount).toBe(true);
        },
      ),
    );
  });
});
