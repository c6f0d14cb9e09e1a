import { toInstrumentId, toPrice, toTimestamp } from 'argosy/core';
import { aBar, anInstrument, aQuote, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { MarketData, Trade } from '../market-data.ts';
import { AdjustedSeries, type AdjustedTerms } from './adjusted-series.ts';
import type { ActionTerms, DatedAction } from './dated-action.ts';
import { mapPrice, type PriceMap } from './price-map.ts';

const of = anInstrument();
const self = { ...anInstrument({ id: toInstrumentId('SBIN-ADJ.NSE'), tick: toPrice(1) }) };
const split: ActionTerms = { type: 'split', numerator: 2, denominator: 1, fractionPrice: null };
const dividend: ActionTerms = { type: 'dividend', perUnit: 500n, scale: 2, withheldBps: 0 };

function dated(terms: ActionTerms, exAt: number, knownAt = exAt): DatedAction {
  return { ...terms, instrument: of.id, exAt: toTimestamp(exAt), knownAt: toTimestamp(knownAt) };
}

function seriesOf(actions: readonly DatedAction[], changes: Partial<AdjustedTerms> = {}) {
  const terms = { kind: 'adjusted', of: of.id, prices: 'splits', direction: 'back' } as const;
  return new AdjustedSeries({ self, of }, { ...terms, ...changes }, actions);
}

/** Says trades, each at its own instant, with what is due between them. */
function say(series: AdjustedSeries, rows: readonly (readonly [at: number, price: number])[]) {
  const said: MarketData[] = [];
  for (const [at, price] of rows) {
    while (series.nextAt < at) said.push(...series.end(series.nextAt, []));
    said.push(...series.end(at, [aTrade({ at, price })]));
  }
  return said;
}

function mapOf(row: MarketData | undefined): PriceMap {
  if (row?.kind !== 'adjustment') throw new Error(`expected an adjustment, found ${row?.kind}`);
  return row;
}

const pricesIn = (rows: readonly MarketData[]): readonly (number | string)[] =>
  rows.map((row) => {
    if (row.kind === 'adjustment') return row.detail;
    return row.kind === 'trade' ? row.price : 'another';
  });

describe('an adjusted series', () => {
  test('says prices as they are until an action, then tells of it, and goes on', () => {
    const said = say(seriesOf([dated(split, 20)]), [
      [10, 10_000],
      [30, 5_000],
    ]);
    expect(pricesIn(said)).toEqual([10_000, 'split 2 for 1', 5_000]);
    const [, adjustment] = said;
    expect(adjustment).toMatchObject({
      instrument: self.id,
      eventAt: 20,
      availableAt: 20,
      cause: 'action',
      numerator: 1n,
      denominator: 2n,
      restates: true,
    });
  });

  test('that goes forward never says anew what it has said, and brings the rest to it', () => {
    const said = say(seriesOf([dated(split, 20)], { direction: 'forward' }), [
      [10, 10_000],
      [30, 5_000],
      [40, 5_050],
    ]);
    expect(pricesIn(said)).toEqual([10_000, 'split 2 for 1', 10_000, 10_100]);
    expect(said[1]).toMatchObject({ restates: false, numerator: 1n, denominator: 1n });
  });

  test.each<[string, ActionTerms, number]>([
    ['a split of one for ten', { ...split, numerator: 1, denominator: 10 }, 100_000],
    ['a bonus of one for two', { ...split, type: 'bonus', numerator: 1, denominator: 2 }, 6_667],
    ['a bonus of one for one', { ...split, type: 'bonus', numerator: 1 }, 5_000],
    [
      'rights of one for four at half the price',
      { type: 'rights', numerator: 1, denominator: 4, price: toPrice(5_000), into: null },
      9_000,
    ],
    [
      'rights that nobody takes',
      { type: 'rights', numerator: 1, denominator: 4, price: toPrice(12_000), into: null },
      10_000,
    ],
    [
      'a demerger of a quarter',
      { ...split, type: 'demerger', into: toInstrumentId('HEIR.NSE'), costBps: 2_500 },
      7_500,
    ],
    ['a dividend, with total return', dividend, 9_500],
    ['a dividend of more than it is worth', { ...dividend, perUnit: 10_000n }, 10_000],
  ])('makes of a price before %s what it is behind', (_, terms, expected) => {
    const series = seriesOf([dated(terms, 20)], { prices: 'totalReturn' });
    const [, adjustment] = say(series, [
      [10, 10_000],
      [30, 5_000],
    ]);
    expect(mapPrice(mapOf(adjustment), 10_000)).toBe(expected);
  });

  test('takes dividends only where it is asked for total return', () => {
    const rows = [
      [10, 10_000],
      [30, 9_500],
    ] as const;
    expect(pricesIn(say(seriesOf([dated(dividend, 20)]), rows))).toEqual([10_000, 9_500]);
  });

  test('knows an action not before it could be known, whenever its day was', () => {
    const late = dated(split, 20, 40);
    const said = say(seriesOf([late]), [
      [10, 10_000],
      [30, 5_000],
      [50, 5_100],
    ]);
    expect(pricesIn(said)).toEqual([10_000, 5_000, 'split 2 for 1', 5_100]);
    expect(said[2]).toMatchObject({ eventAt: 20, availableAt: 40 });
    const forward = say(seriesOf([late], { direction: 'forward' }), [
      [10, 10_000],
      [30, 5_000],
      [50, 5_100],
    ]);
    expect(pricesIn(forward)).toEqual([10_000, 5_000, 'split 2 for 1', 10_200]);
  });

  test('takes a dividend of the price before its day, though it is known later', () => {
    const said = say(seriesOf([dated(dividend, 20, 40)], { prices: 'totalReturn' }), [
      [10, 10_000],
      [30, 4_000],
      [50, 4_100],
    ]);
    expect(mapPrice(mapOf(said[2]), 10_000)).toBe(9_500);
  });

  test('has nothing to adjust before its first price', () => {
    const said = say(seriesOf([dated(split, 20)]), [[30, 5_000]]);
    expect(pricesIn(said)).toEqual([5_000]);
  });

  test('says a bar that is known only behind an action as of before it', () => {
    const series = seriesOf([dated(split, 100)]);
    const bar = aBar({ opensAt: 0, at: 90, availableAt: 120, open: 10_000, close: 10_100 });
    say(series, [[10, 10_000]]);
    expect(series.end(100, []).map(({ kind }) => kind)).toEqual(['adjustment']);
    expect(series.end(120, [bar])).toMatchObject([
      { open: 5_000, close: 5_050, spec: 'SBIN-ADJ.NSE-1-MINUTE-LAST-EXTERNAL' },
    ]);
  });

  test('says a bar that is known as an action takes effect before it tells of it', () => {
    const series = seriesOf([dated(split, 100)]);
    const bar = aBar({ opensAt: 0, at: 100, open: 10_000 });
    const quote = aQuote({ at: 100, bid: 5_000, ask: 5_010 });
    expect(series.end(100, [bar, quote]).map(({ kind }) => kind)).toEqual([
      'bar',
      'adjustment',
      'quote',
    ]);
  });

  test('has finer prices where it is asked for them', () => {
    const series = new AdjustedSeries(
      { self: { ...self, pricePrecision: 4 }, of },
      { kind: 'adjusted', of: of.id, prices: 'splits', direction: 'forward' },
      [dated({ ...split, numerator: 3 }, 20)],
    );
    const said = say(series, [
      [10, 10_000],
      [30, 3_333],
    ]);
    expect(pricesIn(said)).toEqual([1_000_000, 'split 3 for 1', 999_900]);
  });

  test('says the same of the past whatever comes later', () => {
    const moves = fc.array(fc.integer({ min: 1_000, max: 20_000 }), {
      minLength: 2,
      maxLength: 12,
    });
    const actions = fc.array(
      fc.record({ at: fc.nat(120), late: fc.nat(30), isSplit: fc.boolean() }),
      { maxLength: 4 },
    );
    const direction = fc.constantFrom('back' as const, 'forward' as const);
    fc.assert(
      fc.property(moves, actions, direction, fc.nat(120), (prices, given, way, until) => {
        const table = given.map(({ at, late, isSplit }) =>
          dated(isSplit ? split : dividend, at, at + late),
        );
        const rows = prices.map((price, place) => [place * 10, price] as const);
        const terms = { prices: 'totalReturn', direction: way } as const;
        const whole = say(seriesOf(table, terms), rows);
        const known = table.filter(({ knownAt, exAt }) => Math.max(knownAt, exAt) <= until);
        const cut = say(
          seriesOf(known, terms),
          rows.filter(([at]) => at <= until),
        );
        const before = whole.filter(({ availableAt }) => availableAt <= until);
        expect(cut).toEqual(before.slice(0, cut.length));
        expect(before.slice(cut.length).every(({ kind }) => kind === 'adjustment')).toBe(true);
      }),
    );
  });

  test('keeps a trade what it is but for its price and its name', () => {
    const trade = aTrade({ at: 30, price: 5_000, qty: 7, aggressor: 'buy' });
    const series = seriesOf([dated(split, 20)], { direction: 'forward' });
    say(series, [[10, 10_000]]);
    series.end(20, []);
    const expected: Trade = { ...trade, instrument: self.id, price: toPrice(10_000) };
    expect(series.end(30, [trade])).toEqual([expected]);
  });
});
