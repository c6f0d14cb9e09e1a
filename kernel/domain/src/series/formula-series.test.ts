import { toInstrumentId, toMicros, toPrice, unwrap } from 'argosy/core';
import { aBar, aFuture, anInstrument, aQuote, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { toBarSpecText } from '../bar-spec.ts';
import type { MarketData } from '../market-data.ts';
import { parseFormula } from './formula.ts';
import { FormulaSeries } from './formula-series.ts';

const [a, b] = ['A.X', 'B.X'].map((id) => anInstrument({ id: toInstrumentId(id) }));
const self = aFuture({ id: toInstrumentId('S.X'), tick: toPrice(1) });
const spec = toBarSpecText('S.X-1-MINUTE-LAST-EXTERNAL');

function seriesOf(
  formula: string,
  { staleAfter = null, tick = 1 }: { staleAfter?: number | null; tick?: number } = {},
): FormulaSeries {
  return new FormulaSeries({
    self: { ...self, tick: toPrice(tick) },
    formula: unwrap(parseFormula(formula)),
    components: [a, b].filter((one) => one !== undefined),
    staleAfter: staleAfter === null ? null : toMicros(staleAfter),
    says: { quotes: true, trades: true, bars: new Set([spec]) },
  });
}

const quote = (at: number, instrument: string, bid: number, ask: number): MarketData =>
  aQuote({ at, instrument, bid, ask });
const trade = (at: number, instrument: string, price: number): MarketData =>
  aTrade({ at, instrument, price });

describe('a formula series', () => {
  test('says nothing until it knows all that it is made of', () => {
    const series = seriesOf('A.X - B.X');
    expect(series.end(1, [quote(1, 'A.X', 100, 105)])).toEqual([]);
    expect(series.end(2, [quote(2, 'B.X', 90, 95)])).toMatchObject([
      { kind: 'quote', instrument: 'S.X', bid: 5, ask: 15, bidQty: 0, availableAt: 2 },
    ]);
  });

  test('says one value of an instant in which several components move', () => {
    const series = seriesOf('A.X - B.X');
    series.end(1, [trade(1, 'A.X', 100), trade(1, 'B.X', 90)]);
    const said = series.end(2, [trade(2, 'A.X', 200), trade(2, 'B.X', 190)]);
    expect(said.filter(({ kind }) => kind === 'trade')).toMatchObject([{ price: 10, qty: 0 }]);
  });

  test('takes the last trade of what has no quotes', () => {
    const series = seriesOf('A.X - B.X');
    series.end(1, [trade(1, 'B.X', 90)]);
    const said = series.end(2, [quote(2, 'A.X', 100, 105)]);
    expect(said).toMatchObject([{ kind: 'quote', bid: 10, ask: 15 }]);
  });

  test('says nothing of what is older than it may be, and goes on with the next price', () => {
    const series = seriesOf('A.X - B.X', { staleAfter: 10 });
    series.end(1, [trade(1, 'A.X', 100), trade(1, 'B.X', 90)]);
    expect(series.end(11, [trade(11, 'A.X', 101)])).not.toEqual([]);
    expect(series.end(12, [trade(12, 'A.X', 102)])).toEqual([]);
    expect(series.end(13, [trade(13, 'B.X', 90)])).toMatchObject([
      { kind: 'quote' },
      { kind: 'trade', price: 12 },
    ]);
  });

  test('rounds a bid down, an ask up and a trade to the nearest tick', () => {
    const series = seriesOf('A.X / 3', { tick: 5 });
    const said = series.end(1, [quote(1, 'A.X', 100, 101), trade(1, 'A.X', 100)]);
    expect(said).toMatchObject([
      { bid: 30, ask: 35 },
      { kind: 'trade', price: 35 },
    ]);
  });

  test('may be below zero', () => {
    const series = seriesOf('B.X - A.X');
    const said = series.end(1, [trade(1, 'A.X', 100), trade(1, 'B.X', 90)]);
    expect(said.at(-1)).toMatchObject({ kind: 'trade', price: -10 });
  });

  test('says a bar once all components have brought theirs of the same span', () => {
    const series = seriesOf('A.X - B.X');
    const bar = (instrument: string, at: number, open: number, close: number): MarketData =>
      aBar({ instrument, at, open, close, high: 500, low: 1 });
    expect(series.end(60_000_000, [bar('A.X', 60_000_000, 100, 110)])).toEqual([]);
    expect(series.end(60_000_001, [bar('B.X', 60_000_000, 90, 80)])).toMatchObject([
      { kind: 'bar', spec, open: 10, close: 30, high: 30, low: 10, volume: 0 },
    ]);
    expect(series.end(120_000_000, [bar('A.X', 120_000_000, 100, 110)])).toEqual([]);
  });

  test('pairs no bar with one that ends at another instant', () => {
    const series = seriesOf('A.X - B.X');
    const opensAt = 60_000_000;
    series.end(120_000_000, [aBar({ instrument: 'A.X', opensAt, at: 120_000_000 })]);
    const short = aBar({ instrument: 'B.X', opensAt, at: 110_000_000, availableAt: 120_000_000 });
    expect(series.end(120_000_000, [short])).toEqual([]);
  });

  test('takes a bid above its ask as the two lie', () => {
    const series = seriesOf('A.X * 1');
    expect(series.end(1, [quote(1, 'A.X', 105, 100)])).toMatchObject([{ bid: 100, ask: 105 }]);
  });

  test('says nothing while it would divide by zero', () => {
    const series = seriesOf('A.X / (B.X - 0.90)');
    expect(series.end(1, [trade(1, 'A.X', 100), trade(1, 'B.X', 90)])).toEqual([]);
    expect(series.end(2, [trade(2, 'B.X', 91)]).at(-1)).toMatchObject({ price: 10_000 });
  });

  test('says nothing where its value is more than a price can be', () => {
    const series = seriesOf('A.X * A.X * A.X');
    expect(series.end(1, [trade(1, 'A.X', 2 ** 50)])).toEqual([]);
  });
});
