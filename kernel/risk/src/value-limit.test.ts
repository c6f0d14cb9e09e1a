import { toCurrency, type Currency, type Rounding } from 'argosy/core';
import { aCheckContext, anInstrument, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOpenValue } from './exposure-checks.ts';
import { checkOrderNotional } from './size-check.ts';

/** Ten shares at 100.05 dollars are worth 1000.50 of them, and 80 times that and a bit in rupees. */
const dollars: ContextChanges = {
  instrument: anInstrument({ currency: toCurrency('USD') }),
  toBase: (amount: bigint, _: Currency, rounding?: Rounding) =>
    amount * 80n + (rounding === 'ceiling' ? 1n : 0n),
};
const WORTH = 80_040_01n;

describe('a value set in the currency of the account', () => {
  test.each([
    [WORTH - 1n, 'ORDER_NOTIONAL_LIMIT'],
    [WORTH, undefined],
    [WORTH + 1n, undefined],
  ])('of %d is compared with the order, converted and rounded up', (order, code) => {
    const context = aCheckContext({ ...dollars, setValues: { order, open: null } });
    expect(checkOrderNotional(context)?.code).toBe(code);
  });

  test('is refused in that currency, named twice', () => {
    const context = aCheckContext({ ...dollars, setValues: { order: 1n, open: null } });
    expect(checkOrderNotional(context)?.reason).toContain('worth 80040.01 INR, limit 0.01 INR');
  });

  test.each([
    [WORTH + 4n, 'OPEN_VALUE_LIMIT'],
    [WORTH + 5n, undefined],
    [WORTH + 6n, undefined],
  ])('of %d is compared with the order and all that is open', (open, code) => {
    const record = { openValueInBase: () => 5n, openValue: () => 1_000_000_00n };
    const context = aCheckContext({ ...dollars, record, setValues: { order: null, open } });
    expect(checkOpenValue(context)?.code).toBe(code);
  });

  test.each([
    [{ toBase: () => null }, 'no rate from USD to INR'],
    [{ record: { openValueInBase: () => null } }, 'no rate from what is open to INR'],
  ] satisfies [ContextChanges, string][])('is not known without a rate', (without, reason) => {
    const setValues = { order: null, open: 10n ** 12n };
    const refusal = checkOpenValue(aCheckContext({ ...dollars, ...without, setValues }));
    expect(refusal?.code).toBe('MARKET_PRICE_UNKNOWN');
    expect(refusal?.reason).toContain(reason);
  });

  test('lets a close through, and asks for no price where nothing is set', () => {
    const close: ContextChanges = {
      request: { side: 'sell' },
      held: { positionQty: 10, accountQty: 10 },
    };
    const setValues = { order: 0n, open: 0n };
    const closing = aCheckContext({ ...dollars, ...close, setValues });
    expect([checkOrderNotional(closing), checkOpenValue(closing)]).toEqual([null, null]);
    const blind = aCheckContext({
      prices: { bid: Number.NaN, ask: Number.NaN, last2: Number.NaN },
    });
    expect([checkOrderNotional(blind), checkOpenValue(blind)]).toEqual([null, null]);
  });
});
