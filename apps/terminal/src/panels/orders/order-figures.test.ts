import { expect, test } from 'vitest';

import { filledShare, groupOf, slippageBps, workingPrice } from './order-figures.ts';

const decision = { bid: '99.00', ask: '101.00', at: '2026-11-20T04:15:00Z' };

test('a purchase above the middle it was decided at has cost, a sale above it has gained', () => {
  expect(slippageBps({ side: 'buy', averagePrice: '101.00', decision })).toBeCloseTo(100);
  expect(slippageBps({ side: 'sell', averagePrice: '101.00', decision })).toBeCloseTo(-100);
});

test('without a fill, or without a market, nothing is said', () => {
  expect(slippageBps({ side: 'buy', averagePrice: null, decision })).toBeNaN();
  const blind = { ...decision, bid: null };
  expect(slippageBps({ side: 'buy', averagePrice: '100', decision: blind })).toBeNaN();
});

test('orders are grouped by what can still become of them', () => {
  expect(groupOf({ isOpen: true, state: 'ACCEPTED' })).toBe('open');
  expect(groupOf({ isOpen: false, state: 'FILLED' })).toBe('done');
  expect(groupOf({ isOpen: false, state: 'CANCELED' })).toBe('done');
  expect(groupOf({ isOpen: false, state: 'DENIED' })).toBe('refused');
});

test('the share that filled and the price it works at', () => {
  expect(filledShare({ filled: '20', qty: '50' })).toBe(0.4);
  expect(workingPrice({ terms: { type: 'stopMarket', trigger: '96.00' } })).toBe('96.00');
  expect(workingPrice({ terms: { type: 'market' } })).toBeNull();
});
