import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { instructOrder, type OrderTerms, type Trail } from 'argosy/domain';
import { anInstrument, anOrderRequest } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { instructionsRecord, termsRecord } from './terms-record.ts';

const instrument = anInstrument();
const trailing = (trail: Trail): OrderTerms => ({
  type: 'trailingStopMarket',
  trail,
  activation: null,
  trigger: toPrice(9_800),
});

test('terms are told in decimals, with nulls for what they have not', () => {
  const terms: OrderTerms = { type: 'stopLimit', trigger: toPrice(10_000), limit: toPrice(9_950) };
  expect(termsRecord(terms, instrument)).toEqual({
    type: 'stopLimit',
    trigger: '100.00',
    limit: '99.50',
  });
});

test.each<[Trail, object]>([
  [
    { by: 'price', distance: toPrice(150) },
    { by: 'price', distance: '1.50' },
  ],
  [
    { by: 'ticks', ticks: 3 },
    { by: 'ticks', ticks: 3 },
  ],
  [
    { by: 'bps', bps: 25 },
    { by: 'bps', bps: 25 },
  ],
  [
    { by: 'atr', hundredths: 250, distance: toPrice(85) },
    { by: 'atr', hundredths: 250, distance: '0.85' },
  ],
])('a trail is told as it was asked for: %o', (trail, told) => {
  expect(termsRecord(trailing(trail), instrument)).toMatchObject({
    trail: told,
    limitOffset: null,
  });
});

test('a limit behind a stop is told, and from where the stop follows', () => {
  const terms: OrderTerms = {
    type: 'trailingStopLimit',
    trail: { by: 'ticks', ticks: 3 },
    activation: toPrice(10_100),
    trigger: null,
    limitOffset: toPrice(5),
  };
  const told = { activation: '101.00', trigger: null, limitOffset: '0.05' };
  expect(termsRecord(terms, instrument)).toMatchObject(told);
});

test('instructions are told where there are any', () => {
  const plain = anOrderRequest();
  const given = { triggerBy: 'mid', display: toQuantity(4), postOnly: true } as const;
  const order = instructOrder(plain, { ...given, expiresAt: toTimestamp(0) });
  expect([instructionsRecord(plain, instrument), instructionsRecord(order, instrument)]).toEqual([
    {},
    { triggerBy: 'mid', display: '4', postOnly: true, expiresAt: '1970-01-01T00:00:00Z' },
  ]);
});
