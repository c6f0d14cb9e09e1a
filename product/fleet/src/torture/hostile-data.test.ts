import { Random } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import { makeStreams } from '../trial/synthetic-market.ts';
import * as hostile from './hostile-data.ts';

const spec = 'ACME.US-1-MINUTE-LAST-EXTERNAL';
const wants = { instruments: ['ACME.US'], bars: [spec], longestBuilt: 0, hasTicks: true };
const { streams } = makeStreams(wants, 'rows');
const rowsOf = (name: string): readonly MarketData[] =>
  streams.find((stream) => stream.name === name)?.rows ?? [];
const kinds = { bars: rowsOf(spec), ticks: rowsOf('ticks of ACME.US') };

/** Every price that a row names. */
function pricesOf(row: MarketData): readonly number[] {
  if (row.kind === 'quote') return [row.bid, row.ask];
  if (row.kind === 'trade') return [row.price];
  return row.kind === 'bar' ? [row.open, row.high, row.low, row.close] : [];
}

const spoils = Object.entries(hostile);
const cases = spoils.flatMap(([name, spoil]) =>
  Object.entries(kinds).map(([kind, rows]) => [name, kind, spoil, rows] as const),
);

describe.each(cases)('%s, of %s', (_, __, spoil, rows) => {
  test('leaves rows that a source may bring: in order of time, with prices above zero', () => {
    const spoiled = spoil(rows, Random.fromSeed('a'));
    expect(spoiled.length).toBeGreaterThan(0);
    const instants = spoiled.map(({ availableAt }) => availableAt);
    expect(instants).toEqual(instants.toSorted((one, other) => one - other));
    const prices = spoiled.flatMap((row) => pricesOf(row));
    expect(prices.every((price) => Number.isSafeInteger(price) && price > 0)).toBe(true);
  });

  test('is decided by its seed', () => {
    expect(spoil(rows, Random.fromSeed('a'))).toEqual(spoil(rows, Random.fromSeed('a')));
  });
});

test.each(spoils)('%s changes ticks or bars', (_, spoil) => {
  const isChanged = ['a', 'b', 'c'].some((seed) =>
    Object.values(kinds).some((rows) => {
      const spoiled = spoil(rows, Random.fromSeed(seed));
      return spoiled.length !== rows.length || spoiled.some((row, at) => row !== rows[at]);
    }),
  );
  expect(isChanged).toBe(true);
});

test('the low of a bar is its lowest price and the high its highest, whatever became of it', () => {
  for (const [, spoil] of spoils) {
    for (const row of spoil(kinds.bars, Random.fromSeed('a'))) {
      if (row.kind !== 'bar') continue;
      expect(row.low).toBeLessThanOrEqual(Math.min(row.open, row.close));
      expect(row.high).toBeGreaterThanOrEqual(Math.max(row.open, row.close));
    }
  }
});
