import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MICROS_PER_HOUR as hour, MICROS_PER_MINUTE as minute } from 'argosy/core';
import type { Bar, MarketData, Trade } from 'argosy/domain';
import { aBar, aQuote, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { ColumnBatch } from './column-batch.ts';
import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { toColumns } from './market-rows.ts';
import { seriesOfRow } from './roll-tape.ts';

const precision = { price: 2, size: 0 };
let folder: string;
let history: HistoryStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resample-'));
  history = new HistoryStore({ store: await FolderStore.open(folder), threads: 1 });
});

afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true });
});

async function keep(rows: readonly MarketData[]) {
  const [first] = rows;
  if (first === undefined) throw new Error('rows are needed');
  const series = seriesOfRow(first);
  const batch = toColumns(first.kind, rows);
  await history.append({ series, batch, precision, mode: 'replace' });
  return series;
}

/** A bar of a minute of the first day that opens so many minutes behind midnight. */
function minuteBar(at: number, [open, high, low, close]: readonly number[]): Bar {
  const opensAt = at * minute;
  const prices = { open: open ?? 1, high: high ?? 1, low: low ?? 1, close: close ?? 1 };
  return aBar({ at: opensAt + minute, opensAt, ...prices });
}

const columnsOf = (batch: ColumnBatch | undefined): Record<string, readonly number[]> => {
  if (batch === undefined) return {};
  return Object.fromEntries(batch.names.map((name) => [name, [...batch.numbers(name)]]));
};

describe('longer bars', () => {
  test('open with the first, close with the last, and hold all between', async () => {
    const series = await keep([
      minuteBar(0, [10, 12, 9, 11]),
      minuteBar(5, [11, 20, 10, 15]),
      minuteBar(59, [15, 16, 2, 3]),
      minuteBar(120, [7, 8, 6, 7]),
    ]);
    const [made] = await history.resample([series], { every: hour });
    expect(columnsOf(made?.bars)).toEqual({
      opens_us: [0, 2 * hour],
      closes_us: [hour, 3 * hour],
      open: [10, 7],
      high: [20, 8],
      low: [2, 6],
      close: [3, 7],
      volume: [3000, 1000],
      rows: [3, 1],
    });
  });

  test.each([
    ['one behind the other', [0, 5], [10, 59]],
    ['one within the other', [0, 59], [10, 20]],
  ] as const)('are whole where their rows lie in two files, %s', async (_, one, other) => {
    const files = [one, other].map((minutes) => {
      return minutes.map((at) => minuteBar(at, [at + 1, at + 100, 1, at + 2]));
    });
    const series = seriesOfRow(aBar());
    for (const rows of files) {
      await history.append({ series, batch: toColumns('bar', rows), precision, mode: 'add' });
    }
    const [made] = await history.resample([series], { every: hour });
    expect(columnsOf(made?.bars)).toMatchObject({ open: [1], close: [61], high: [159], rows: [4] });
  });

  test('begin where the session does, where they are told', async () => {
    const series = await keep([minuteBar(224, [1, 1, 1, 1]), minuteBar(225, [2, 2, 2, 2])]);
    const options = { every: hour, offset: 225 * minute };
    const [made] = await history.resample([series], options);
    expect(columnsOf(made?.bars)['opens_us']).toEqual([165 * minute, 225 * minute]);
  });

  test('count only the last revision of a bar', async () => {
    const first = minuteBar(0, [10, 99, 10, 10]);
    const series = await keep([first, { ...minuteBar(0, [10, 12, 9, 11]), revision: 1 }]);
    const [made] = await history.resample([series], { every: hour });
    expect(columnsOf(made?.bars)).toMatchObject({ high: [12], volume: [1000], rows: [1] });
  });

  test('are made of several series at once, each by itself', async () => {
    const one = await keep([minuteBar(0, [10, 10, 10, 10])]);
    const other = await keep([aBar({ at: minute, instrument: 'INFY.NSE', open: 20 })]);
    const empty = await keep([aTrade({ at: 5, price: 7 }), aTrade({ at: 9, price: 8 })]);
    const made = await history.resample([other, empty, one], { every: hour });
    expect(made.map(({ series, bars }) => [series, columnsOf(bars)['open']])).toEqual([
      [other, [20]],
      [empty, [7]],
      [one, [10]],
    ]);
  });

  test('of trades are what a naive loop over them finds', async () => {
    const trades = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 3 * hour }),
        price: fc.integer({ min: 1, max: 999 }),
      }),
      { minLength: 1, maxLength: 60 },
    );
    const run = fc.asyncProperty(trades, async (found) => {
      rmSync(join(folder, 'kind=trade'), { recursive: true, force: true });
      const rows = found.map((one, at) => ({ ...aTrade(one), sourceSequence: at }));
      const series = await keep(rows);
      const [made] = await history.resample([series], { every: 10 * minute });
      expect(columnsOf(made?.bars)).toEqual(naive(rows, 10 * minute));
    });
    await fc.assert(run, { numRuns: 10 });
  });

  test.each([
    [{ every: 90 * 1_000_000 }, 'a whole number of'],
    [{ every: 1_000_000 }, 'a whole number of'],
    [{ every: 0 }, 'a whole number of'],
    [{ every: hour, offset: 25 * hour }, 'less than a day'],
  ])('are refused where they do not fit: %j', async (options, detail) => {
    const series = await keep([minuteBar(0, [1, 1, 1, 1])]);
    await expect(history.resample([series], options)).rejects.toThrow(detail);
  });

  test('are refused of what has no price of its own', async () => {
    const series = await keep([aQuote({ at: 1 })]);
    await expect(history.resample([series], { every: hour })).rejects.toThrow(
      'expected bars of time, or trades',
    );
  });
});

function naive(trades: readonly Trade[], every: number): Record<string, readonly number[]> {
  const sorted = trades.toSorted((a, b) => a.eventAt - b.eventAt);
  const spans = [...Map.groupBy(sorted, ({ eventAt }) => Math.floor(eventAt / every) * every)];
  const of = (pick: (rows: readonly Trade[]) => number): readonly number[] => {
    return spans.map(([, rows]) => pick(rows));
  };
  return {
    opens_us: spans.map(([at]) => at),
    closes_us: spans.map(([at]) => at + every),
    open: of((rows) => rows[0]?.price ?? 0),
    high: of((rows) => Math.max(...rows.map(({ price }) => price))),
    low: of((rows) => Math.min(...rows.map(({ price }) => price))),
    close: of((rows) => rows.at(-1)?.price ?? 0),
    volume: of((rows) => rows.reduce((sum, { qty }) => sum + qty, 0)),
    rows: of(({ length }) => length),
  };
}
