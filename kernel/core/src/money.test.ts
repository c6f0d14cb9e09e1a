import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toCurrency, toMinor } from './amounts.ts';
import {
  addMoney,
  formatMoney,
  isZeroMoney,
  LEDGER_SCALE_MAX,
  ledgerScaleOf,
  ledgerScales,
  money,
  negateMoney,
  parseMoney,
  subtractMoney,
} from './money.ts';
import { ok } from './result.ts';

const inr = toCurrency('INR');
const usd = toCurrency('USD');
const rupees = (paise: bigint) => money(toMinor(paise), inr);

describe('money', () => {
  test('of one currency adds up', () => {
    expect(addMoney(rupees(150n), rupees(-50n))).toEqual(rupees(100n));
  });

  test('of one currency subtracts', () => {
    expect(subtractMoney(rupees(150n), rupees(200n))).toEqual(rupees(-50n));
  });

  test('turns its sign', () => {
    expect(negateMoney(rupees(150n))).toEqual(rupees(-150n));
  });

  test('of nothing is zero', () => {
    expect([isZeroMoney(rupees(0n)), isZeroMoney(rupees(1n))]).toEqual([true, false]);
  });

  test.each([
    ['add', addMoney],
    ['subtract', subtractMoney],
  ])('of two currencies does not %s', (_, operation) => {
    expect(() => operation(rupees(1n), money(1n, usd))).toThrow(
      expect.objectContaining({ code: 'CURRENCY_MISMATCH' }),
    );
  });

  test('comes back from its text', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(LEDGER_SCALE_MAX), (amount, scale) => {
        const text = formatMoney(rupees(amount), scale);
        const isLong = text.length > 80;
        fc.pre(!isLong);
        expect(parseMoney(text, inr, scale)).toEqual(ok(rupees(amount)));
      }),
    );
  });

  test('finer than the ledger keeps is refused', () => {
    expect(parseMoney('1.005', inr, 2)).toMatchObject({
      ok: false,
      refusal: { code: 'PRECISION_EXCEEDED' },
    });
  });
});

describe('ledger scales', () => {
  test.each([
    ['INR', 2],
    ['USD', 2],
    ['EUR', 2],
    ['GBP', 2],
    ['JPY', 0],
    ['BTC', 8],
    ['ETH', 8],
    ['USDT', 8],
    ['AUD', 2],
  ])('keep %s at %d places', (code, expected) => {
    expect(ledgerScaleOf(ledgerScales({}), toCurrency(code))).toBe(expected);
  });

  test('can be raised for a run', () => {
    expect(ledgerScaleOf(ledgerScales({ INR: 4 }), inr)).toBe(4);
  });

  test.each([{ INR: 1 }, { BTC: 7 }, { AUD: 1 }])('cannot be lowered: %j', (overrides) => {
    expect(() => ledgerScales(overrides)).toThrow(
      expect.objectContaining({ code: 'LEDGER_SCALE_LOWERED' }),
    );
  });

  test.each([LEDGER_SCALE_MAX + 1, 2.5, Number.NaN])('cannot be %d', (scale) => {
    expect(() => ledgerScales({ INR: scale })).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE' }),
    );
  });
});
