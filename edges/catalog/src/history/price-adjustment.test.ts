import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ArgosyError, toInstrumentId, toTimestamp } from 'argosy/core';
import {
  AdjustedSeries,
  restateBar,
  type Bar,
  type DatedAction,
  type MarketData,
  type PlacedAdjustment,
} from 'argosy/domain';
import { aBar, aMarkPrice, aQuote, aTrade, anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { ColumnBatch } from './column-batch.ts';
import { Duck } from './duck.ts';
import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { toColumns } from './market-rows.ts';
import { findAdjustment, type AdjustOptions } from './price-adjustment.ts';
import { seriesOfRow } from './roll-tape.ts';
import type { Series } from './series.ts';

const hour = 3_600_000_000;
const day = 24 * hour;
const spec = '1-HOUR-LAST-EXTERNAL';
const instrument = anInstrument();
const precision = { price: instrument.pricePrecision, size: instrument.sizePrecision };

function dated(at: number, knownAt = 0) {
  return {
    instrument: instrument.id,
    exAt: toTimestamp(at),
    knownAt: toTimestamp(Math.max(at, knownAt)),
  };
}

function aSplit(at: number, numerator = 2, denominator = 1): DatedAction {
  return { ...dated(at), type: 'split', numerator, denominator, fractionPrice: null };
}

function aDividend(at: number, perUnit: bigint): DatedAction {
  return { ...dated(at), type: 'dividend', perUnit, scale: 0, withheldBps: 0 };
}

/** An hour that closes at so many hours. */
function anHour(at: number, open: number): Bar {
  return aBar({ at: at * hour, opensAt: (at - 1) * hour, open, spec });
}

let folder: string;
let history: HistoryStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'adjust-'));
  const store = await FolderStore.open(join(folder, 'history'));
  history = new HistoryStore({ store, threads: 1 });
});

afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true });
});

async function keep(rows: readonly MarketData[]): Promise<Series> {
  const series = seriesOfRow(rows[0] ?? aBar());
  const batch = toColumns(rows[0]?.kind ?? 'bar', rows);
  await history.append({ series, batch, precision, mode: 'add' });
  return series;
}

async function* inBatches(rows: readonly MarketData[], size: number): AsyncGenerator<ColumnBatch> {
  for (let at = 0; at < rows.length; at += size) {
    yield await Promise.resolve(toColumns(rows[0]?.kind ?? 'bar', rows.slice(at, at + size)));
  }
}

/** A column of adjusted rows, and with how many places it is. */
async function adjusted(rows: readonly MarketData[], column: string, adjust: AdjustOptions) {
  const series = await keep(rows);
  const found = await history.adjustment(series, { adjust });
  const batch = found.restate(await history.scan(series));
  return { values: [...batch.numbers(column)], places: found.pricePrecision, of: found.actions };
}

const hours = [anHour(1, 1001), anHour(2, 1001), anHour(3, 1001), anHour(4, 500)];

describe('adjusted prices', () => {
  test('are those of before in prices of the end, with the places that make them exact', async () => {
    const found = await adjusted(hours, 'close', { actions: [aSplit(3 * hour)], prices: 'splits' });
    expect(found).toEqual({ values: [5005, 5005, 5005, 5000], places: 3, of: 1 });
  });

  test('without an action are as they were traded', async () => {
    const found = await adjusted(hours, 'close', { actions: [], prices: 'splits' });
    expect(found).toEqual({ values: [1001, 1001, 1001, 500], places: 2, of: 0 });
  });

  test('leave dividends in, unless all that was earned is asked for', async () => {
    const actions = [aDividend(3 * hour, 1n)];
    const asTraded = await adjusted(hours, 'close', { actions, prices: 'splits' });
    expect(asTraded.values).toEqual([1001, 1001, 1001, 500]);
    const batches = inBatches(hours, 3);
    const adjust = { actions, prices: 'totalReturn' } as const;
    const found = await findAdjustment(seriesOf(hours), 2, { batches, adjust });
    const batch = toColumns('bar', hours);
    // 10.01 less 1 is 9.01: exactly 901/1001 of it, which ends nowhere.
    expect([found.pricePrecision, [...batch.numbers('close')]]).toEqual([
      5,
      [1001, 1001, 1001, 500],
    ]);
    expect([...found.restate(batch).numbers('close')]).toEqual([
      901_000, 901_000, 901_000, 500_000,
    ]);
  });

  test('are not touched by actions of others, or of later', async () => {
    const other = { ...aSplit(3 * hour), instrument: toInstrumentId('INFY.NSE') };
    const actions = [other, aSplit(9 * hour)];
    const found = await adjusted(hours, 'close', { actions, prices: 'splits' });
    expect(found).toEqual({ values: [1001, 1001, 1001, 500], places: 2, of: 0 });
  });

  test('of one third keep two places more than tell any two apart', async () => {
    const actions = [aSplit(3 * hour, 3)];
    const found = await adjusted(hours, 'open', { actions, prices: 'splits' });
    expect(found).toEqual({ values: [333_667, 333_667, 333_667, 50_000 * 10], places: 5, of: 1 });
  });

  test('have the places that were asked for, rounded once, half to even', async () => {
    const actions = [aSplit(3 * hour)];
    const found = await adjusted(hours, 'low', { actions, prices: 'splits', places: 2 });
    expect(found.values).toEqual([500, 500, 500, 500]);
  });

  test.each([
    [1, '1 decimal places of adjusted prices; the series has 2, expected 2 to 9'],
    [10, '10 decimal places of adjusted prices; the series has 2, expected 2 to 9'],
  ])('refuse %d places', async (places, message) => {
    const adjust = { actions: [aSplit(3 * hour)], prices: 'splits', places } as const;
    await expect(adjusted(hours, 'close', adjust)).rejects.toThrow(message);
  });

  test('have fewer places where the largest price would not be kept', async () => {
    const rows = [anHour(1, 10 ** 14), anHour(4, 10 ** 14)];
    const actions = [aSplit(3 * hour, 3)];
    const found = await adjusted(rows, 'close', { actions, prices: 'splits' });
    expect([found.places, found.values[1]]).toEqual([3, 10 ** 15]);
    const asked = { actions, prices: 'splits', places: 9 } as const;
    const again = history.adjustment(seriesOf(rows), { adjust: asked });
    await expect(again).rejects.toThrow('where the largest price is more than is kept');
  });

  test('of trades go by when they were, however late they came', async () => {
    const late = { ...aTrade({ at: 2 * hour, price: 1000 }), availableAt: toTimestamp(5 * hour) };
    const rows = [aTrade({ at: hour, price: 1000 }), aTrade({ at: 4 * hour, price: 500 }), late];
    const found = await adjusted(rows, 'price', { actions: [aSplit(3 * hour)], prices: 'splits' });
    expect(found.values).toEqual([5000, 5000, 5000]);
  });

  test('of quotes have both sides adjusted, and sizes as they were', async () => {
    const rows = [aQuote({ at: hour, bid: 1000, ask: 1010 }), aQuote({ at: 4 * hour })];
    const series = await keep(rows);
    const adjust = { actions: [aSplit(3 * hour, 10)], prices: 'splits' } as const;
    const found = await history.adjustment(series, { adjust });
    const batch = await history.scan(series);
    const read = found.restate(batch);
    expect(['bid', 'ask'].map((name) => read.numbers(name)[0])).toEqual([1000, 1010]);
    expect([found.pricePrecision, read.numbers('bid')[1]]).toEqual([3, 100_000]);
    expect(read.numbers('bid_qty')).toEqual(batch.numbers('bid_qty'));
  });

  test('take the last price before an action from all rows of its instant', async () => {
    // Both are of the last instant before: the dividend is a share of the later one.
    const rows = [1000, 500].map((price) => aTrade({ at: 3 * hour - 1, price }));
    const actions = [aDividend(3 * hour, 1n)];
    const all = [...rows, aTrade({ at: 4 * hour, price: 400 })];
    const adjust = { actions, prices: 'totalReturn' } as const;
    expect((await adjusted(all, 'price', adjust)).values).toEqual([8000, 4000, 4000]);
  });

  test('know an action by the prices of then, whatever of before comes after it', async () => {
    const late = { ...aTrade({ at: 2 * hour, price: 500 }), availableAt: toTimestamp(5 * hour) };
    const rows = [aTrade({ at: hour, price: 1000 }), late, aTrade({ at: 6 * hour, price: 400 })];
    const adjust = { actions: [aDividend(3 * hour, 1n)], prices: 'totalReturn' } as const;
    // One of ten goes, as of the trade that was known then; not one of five, as of the late one.
    expect((await adjusted(rows, 'price', adjust)).values).toEqual([9000, 4500, 4000]);
  });

  test('are refused of what has no price that actions change', async () => {
    const series = await keep([aMarkPrice({ at: 1 })]);
    const outcome = history.adjustment(series, { adjust: { actions: [], prices: 'splits' } });
    await expect(outcome).rejects.toThrow(ArgosyError);
    await expect(outcome).rejects.toThrow('prices of mark SBIN.NSE cannot be adjusted');
  });
});

describe('an export with adjusted prices', () => {
  const rows = [...hours, anHour(4 + 24, 510), anHour(4 + 48, 520)];
  const adjust = { actions: [aSplit(3 * hour)], prices: 'splits' } as const;

  test('has them in CSV and in Parquet alike', async () => {
    const series = await keep(rows);
    const adjustment = await history.adjustment(series, { adjust });
    const [csv, parquet] = [join(folder, 'a.csv'), join(folder, 'a.parquet')];
    expect(await history.export(series, { path: csv, adjustment })).toBe(6);
    expect(await history.export(series, { path: parquet, adjustment })).toBe(6);
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\n');
    const close = (lines[0] ?? '').split(',').indexOf('close');
    expect(lines.slice(1).map((line) => line.split(',')[close])).toEqual([
      '5.005',
      '5.005',
      '5.005',
      '5.000',
      '5.100',
      '5.200',
    ]);
    const duck = await Duck.open({ memoryMb: 256, threads: 1, scratch: join(folder, 'scratch') });
    const found = await duck.rows(`SELECT close FROM read_parquet('${parquet}')`);
    expect(found.flat()).toEqual([5005n, 5005n, 5005n, 5000n, 5100n, 5200n]);
    const [metadata] = await duck.rows(
      `SELECT decode(value) FROM parquet_kv_metadata('${parquet}') WHERE decode(key) = 'price_precision'`,
    );
    expect(metadata).toEqual(['3']);
    duck.close();
    expect((await history.scan(series)).numbers('close')[0]).toBe(1001);
  });

  test('is of a range, in prices of its last row, and of nothing no file', async () => {
    const series = await keep(rows);
    const range = { until: toTimestamp(2 * hour) };
    const adjustment = await history.adjustment(series, { adjust, ...range });
    expect([adjustment.actions, adjustment.pricePrecision]).toEqual([0, 2]);
    const path = join(folder, 'none.parquet');
    const none = { from: toTimestamp(9 * day) };
    expect(await history.export(series, { path, adjustment, ...none })).toBe(0);
  });
});

test('whatever the splits, prices are what an adjusted series of a run says of its past', async () => {
  const splits = fc.record({
    at: fc.integer({ min: 1, max: 30 }),
    numerator: fc.constantFrom(1, 2, 4, 5, 10),
    denominator: fc.constantFrom(1, 2, 5),
    known: fc.integer({ min: 0, max: 30 }),
  });
  const bars = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(splits, { maxLength: 3 }),
      bars,
      fc.integer({ min: 1, max: 9 }),
      async (given, prices, size) => {
        const actions = given.map(({ at, known, numerator, denominator }): DatedAction => {
          return {
            ...aSplit(at * hour, numerator, denominator),
            ...dated(at * hour, known * hour),
          };
        });
        const rows = prices.map((price, at) => anHour(at + 1, price));
        const adjust = { actions, prices: 'splits', places: 9 } as const;
        const batches = inBatches(rows, size);
        const found = await findAdjustment(seriesOf(rows), 2, { batches, adjust });
        const whole = toColumns('bar', rows);
        const expected = asARunSays(rows, actions).map(({ close }) => close);
        expect([...found.restate(whole).numbers('close')]).toEqual(expected);
      },
    ),
  );
});

/** The past of an adjusted series after its last row, by the kernel's own rules. */
function asARunSays(rows: readonly Bar[], actions: readonly DatedAction[]): readonly Bar[] {
  const terms = {
    kind: 'adjusted',
    of: instrument.id,
    prices: 'splits',
    direction: 'back',
  } as const;
  const self = { id: instrument.id, pricePrecision: 9 };
  const node = new AdjustedSeries({ self, of: { ...self, pricePrecision: 2 } }, terms, actions);
  const said: Bar[] = [];
  const placed: PlacedAdjustment[] = [];
  const note = (some: readonly MarketData[]): void => {
    for (const row of some) {
      if (row.kind === 'bar') said.push(row);
      if (row.kind === 'adjustment') placed.push({ adjustment: row, place: said.length });
    }
  };
  for (const row of rows) {
    while (node.nextAt < row.availableAt) note(node.end(node.nextAt, []));
    note(node.end(row.availableAt, [row]));
  }
  return said.map((bar, place) => restateBar(bar, place, placed));
}

function seriesOf(rows: readonly Bar[]) {
  const series = seriesOfRow(rows[0] ?? aBar());
  if (series.kind !== 'bar') throw new Error('bars are expected');
  return series;
}
