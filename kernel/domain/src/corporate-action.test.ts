import { toInstrumentId, toPrice } from 'argosy/core';
import { expect, test } from 'vitest';

import {
  ACTION_SCALE_MAX,
  corporateActionText,
  corporateActionWords,
  type CorporateAction,
} from './corporate-action.ts';

const instrument = { pricePrecision: 2, sizePrecision: 1, multiplierScale: 0 };
const into = { pricePrecision: 3, sizePrecision: 0, multiplierScale: 0 };
const other = toInstrumentId('NEW.NSE');
const ratio = { numerator: 2, denominator: 1 };
const price = toPrice(12_345);

test.each<[CorporateAction, string, string]>([
  [
    { type: 'split', ...ratio, fractionPrice: price },
    'split 2 for 1, fractions at 123.45',
    'split 2 for 1, fractions at 12345',
  ],
  [
    { type: 'dividend', perUnit: 125n, scale: 2, withheldBps: 1_000 },
    'dividend 1.25 less 1000 bps',
    'dividend 125e-2 less 1000 bps',
  ],
  [
    { type: 'dividend', perUnit: 1n, scale: ACTION_SCALE_MAX + 1, withheldBps: 0 },
    'dividend 1e-13 less 0 bps',
    'dividend 1e-13 less 0 bps',
  ],
  [
    { type: 'exchange', ...ratio, into: other, fractionPrice: price },
    'exchange 2 for 1 NEW.NSE, fractions at 12.345',
    'exchange 2 for 1 NEW.NSE, fractions at 12345',
  ],
  [
    { type: 'spinOff', ...ratio, into: other, fractionPrice: null, costBps: 500 },
    'spin-off 2 for 1 NEW.NSE at 500 bps',
    'spin-off 2 for 1 NEW.NSE at 500 bps',
  ],
  [{ type: 'redemption', price }, 'redemption at 123.45', 'redemption at 12345'],
  [{ type: 'expiry', price }, 'expiry at 123.45', 'expiry at 12345'],
  [{ type: 'exercise', price, qty: -15 }, 'exercise of -1.5 at 123.45', 'exercise of -15 at 12345'],
  [
    { type: 'subscription', ...ratio, into: other, price, fractionPrice: price },
    'subscription 2 for 1 NEW.NSE at 12.345, fractions at 12.345',
    'subscription 2 for 1 NEW.NSE at 12345, fractions at 12345',
  ],
])('%o is told to people in decimals, and named in units', (action, words, text) => {
  expect(corporateActionWords(action, { instrument, into })).toBe(words);
  expect(corporateActionText(action)).toBe(text);
});

test('of another instrument that nobody lists the prices are told as of its own', () => {
  const action: CorporateAction = { type: 'exchange', ...ratio, into: other, fractionPrice: price };
  expect(corporateActionWords(action, { instrument, into: null })).toMatch(/at 123\.45$/u);
});
