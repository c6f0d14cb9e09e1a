import { money, toCurrency, toMinor, toQuantity } from 'argosy/core';
import { defaultLimits } from 'argosy/risk';
import { anInstrument } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { resolveLimits, type GivenLimits } from './given-limits.ts';

const { id } = anInstrument();
const inr = toCurrency('INR');
const [five, sum] = [toQuantity(5), money(100_00n, inr)];
const sums = new Map([[inr, sum.amount]]);
const none = new Map();

it('are those that hold for everyone where none is given', () => {
  expect(resolveLimits({}, defaultLimits)).toEqual(defaultLimits);
});

it.each<readonly [GivenLimits, object]>([
  [{ maxOrderQty: five }, { maxOrderQty: { default: 5, byInstrument: none } }],
  [
    { maxPosition: { byInstrument: { [id]: five } } },
    { maxPosition: { default: null, byInstrument: new Map([[id, 5]]) } },
  ],
  [
    { maxPosition: { default: five, byInstrument: new Map([[id, five]]) } },
    { maxPosition: { default: 5, byInstrument: new Map([[id, 5]]) } },
  ],
  [{ maxOrderNotional: sum }, { maxOrderNotional: { byCurrency: sums, byInstrument: none } }],
  [
    { maxOrderNotional: { byInstrument: { [id]: sum.amount } } },
    { maxOrderNotional: { byCurrency: none, byInstrument: new Map([[id, sum.amount]]) } },
  ],
  [{ maxMarketNotional: [sum] }, { maxMarketNotional: sums }],
  [{ maxOpenNotional: sums }, { maxOpenNotional: sums }],
  [{ maxDailyLoss: sum }, { maxDailyLoss: 100_00n }],
  [{ maxDrawdown: toMinor(5n) }, { maxDrawdown: 5n }],
  [
    { maxDrawdown: null, selfTrade: 'allow' },
    { maxDrawdown: null, selfTrade: 'allow' },
  ],
])('are what is written: %o', (given, expected) => {
  expect(resolveLimits(given, defaultLimits)).toEqual({ ...defaultLimits, ...expected });
});
