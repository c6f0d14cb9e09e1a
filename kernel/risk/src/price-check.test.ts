import { toMicros, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { Instrument, OrderTerms } from 'argosy/domain';
import {
  aCheckContext,
  aFuture,
  anInstrument,
  anOption,
  type ContextChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkCollar, checkPriceBand } from './price-check.ts';
import type { PriceCollar, RiskRules } from './risk-rules.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const kinds: readonly Instrument[] = [anInstrument(), aFuture(), anOption()];
const of = (instrument: Instrument, rules: RiskRules, changes: ContextChanges): ContextChanges => ({
  ...changes,
  instrument,
  limits: { rules },
  request: { instrument: instrument.id, qty: toQuantity(75), ...changes.request },
});
const banded = (changes: ContextChanges): string | null =>
  checkPriceBand(aCheckContext(changes))?.code ?? null;
const collared = (changes: ContextChanges): string | null =>
  checkCollar(aCheckContext(changes))?.code ?? null;

describe.each(kinds)('P-10 for $kind', (instrument) => {
  const band = { low: toPrice(9_000), high: toPrice(11_000) };
  const rules: RiskRules = {
    priceBands: { byInstrument: new Map([[instrument.id, band]]), dummyBps: null },
  };

  test.each([
    [8_999, 'PRICE_BAND'],
    [9_000, null],
    [9_001, null],
    [10_999, null],
    [11_000, null],
    [11_001, 'PRICE_BAND'],
  ])('a price of %i in a band of 9000 to 11000', (price, expected) => {
    const codes = [limit(price), stop(price)].map((terms) =>
      banded(of(instrument, rules, { request: { terms } })),
    );
    expect(codes).toEqual([expected, expected]);
  });

  test.each([
    [9_899, 'PRICE_BAND'],
    [9_900, null],
    [9_901, null],
    [10_099, null],
    [10_100, null],
    [10_101, 'PRICE_BAND'],
  ])('without a band, %i around a last price of 10000', (price, expected) => {
    const dummy: RiskRules = { priceBands: { byInstrument: new Map(), dummyBps: 100 } };
    expect(banded(of(instrument, dummy, { request: { terms: limit(price) } }))).toBe(expected);
  });

  test.each([
    ['buy', 10_299, null],
    ['buy', 10_300, null],
    ['buy', 10_301, 'LIMIT_PRICE_PROTECTION'],
    ['sell', 9_699, 'LIMIT_PRICE_PROTECTION'],
    ['sell', 9_700, null],
    ['sell', 9_701, null],
  ] as const)('a %s at %i, at most 3 percent beyond 10000', (side, price, expected) => {
    const protection = { bps: 300, leastHundredths: 0 };
    const limitProtection = { [instrument.kind]: protection };
    const changes = { request: { side, terms: limit(price) } };
    expect(banded(of(instrument, { limitProtection }, changes))).toBe(expected);
  });
});

describe('P-10', () => {
  test.each([
    [2_999, null],
    [3_000, null],
    [3_001, 'LIMIT_PRICE_PROTECTION'],
  ])('a cheap option at 10.00 may be bought up to 20.00 beyond: %i', (price, expected) => {
    const limitProtection = { option: { bps: 4_000, leastHundredths: 20_00 } };
    const prices = { last2: 2_000 };
    const changes = { prices, request: { terms: limit(price) } };
    expect(banded(of(anOption(), { limitProtection }, changes))).toBe(expected);
  });

  test('passes while nothing is known to make a band of', () => {
    const rules: RiskRules = {
      priceBands: { byInstrument: new Map(), dummyBps: 0 },
      limitProtection: { equity: { bps: 0, leastHundredths: 0 } },
    };
    const changes = { prices: { last2: Number.NaN }, request: { terms: limit(1) } };
    expect(banded(of(anInstrument(), rules, changes))).toBeNull();
  });

  test('says the price, the last one and the bound', () => {
    const limitProtection = { equity: { bps: 300, leastHundredths: 1_00 } };
    const changes = of(anInstrument(), { limitProtection }, { request: { terms: limit(10_305) } });
    expect(checkPriceBand(aCheckContext(changes))?.reason).toBe(
      'price 103.05, last 100.000, at most 300 bps or 1.00 beyond',
    );
  });
});

describe('P-11', () => {
  const collar = (changes: Partial<PriceCollar>): RiskRules => ({
    collar: { bps: null, references: new Map(), staleAfter: null, ...changes },
  });

  test.each([
    ['buy', 10_099, null],
    ['buy', 10_100, null],
    ['buy', 10_101, 'PRICE_COLLAR'],
    ['sell', 9_901, null],
    ['sell', 9_900, null],
    ['sell', 9_899, 'PRICE_COLLAR'],
  ] as const)('a market order to %s at %i, a percent from 10000', (side, touch, expected) => {
    const prices = { bid: touch, ask: touch };
    const changes = of(anInstrument(), collar({ bps: 100 }), { prices, request: { side } });
    expect(collared(changes)).toBe(expected);
  });

  test('takes the reference that is given before the last price', () => {
    const references = new Map([[anInstrument().id, toPrice(9_000)]]);
    const rules = collar({ bps: 100, references });
    expect(collared(of(anInstrument(), rules, {}))).toBe('PRICE_COLLAR');
  });

  test('does not look at a stop before it fires', () => {
    const changes = { request: { terms: stop(20_000) } };
    expect(collared(of(anInstrument(), collar({ bps: 100 }), changes))).toBeNull();
  });

  test.each([
    [99, null],
    [100, null],
    [101, 'REFERENCE_STALE'],
  ])('a market order on a price %i µs old, at most 100', (age, expected) => {
    const rules = collar({ staleAfter: toMicros(100) });
    const changes = { now: toTimestamp(500 + age), lastAt: toTimestamp(500) };
    const codes = [{}, { request: { terms: limit(10_000) } }].map((asked) =>
      collared(of(anInstrument(), rules, { ...changes, ...asked })),
    );
    expect(codes).toEqual([expected, null]);
  });

  test('takes no market order while no price is known', () => {
    const rules = collar({ staleAfter: toMicros(100) });
    expect(collared(of(anInstrument(), rules, { lastAt: null }))).toBe('REFERENCE_STALE');
  });
});
