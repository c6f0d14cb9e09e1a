import { describe, expect, test } from 'vitest';

import { filledShare, groupOf, movedTerms, slippageBps, workingPrice } from './order-figures.ts';

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
  const state = 'ACCEPTED';
  expect(workingPrice({ state, terms: { type: 'stopMarket', trigger: '96.00' } })).toBe('96.00');
  expect(workingPrice({ state, terms: { type: 'limit', limit: '97.00' } })).toBe('97.00');
  expect(workingPrice({ state, terms: { type: 'market' } })).toBeNull();
});

describe('a stop with a limit', () => {
  const terms = { type: 'stopLimit', trigger: '96.00', limit: '95.50' } as const;

  test('stands at its trigger while it waits, at its limit once it has fired', () => {
    expect(workingPrice({ state: 'ACCEPTED', terms })).toBe('96.00');
    expect(workingPrice({ state: 'TRIGGERED', terms })).toBe('95.50');
    expect(workingPrice({ state: 'PARTIALLY_FILLED', terms })).toBe('95.50');
  });

  test('is moved with its limit as far from it as before, digit for digit', () => {
    expect(movedTerms({ state: 'ACCEPTED', terms }, '100.10')).toEqual({
      type: 'stopLimit',
      trigger: '100.10',
      limit: '99.60',
    });
    expect(movedTerms({ state: 'TRIGGERED', terms }, '96.20')).toEqual({
      ...terms,
      limit: '96.20',
    });
  });
});

test('what has one price is moved by it, and what reckons its own by none', () => {
  const state = 'ACCEPTED';
  const stop = { type: 'stopMarket', trigger: '96.00' } as const;
  expect(movedTerms({ state, terms: stop }, '97.05')).toEqual({ ...stop, trigger: '97.05' });
  const limit = { type: 'limit', limit: '96.00' } as const;
  expect(movedTerms({ state, terms: limit }, '97.05')).toEqual({ ...limit, limit: '97.05' });
  expect(movedTerms({ state, terms: { type: 'market' } }, '97.05')).toBeNull();
  const trail = { by: 'price', distance: '1.00' } as const;
  const trailing = {
    type: 'trailingStopMarket',
    trail,
    activation: null,
    trigger: '95.00',
  } as const;
  expect(movedTerms({ state, terms: trailing }, '97.05')).toBeNull();
});
