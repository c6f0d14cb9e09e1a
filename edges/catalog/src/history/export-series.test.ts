import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Source } from 'argosy/backtest';
import { toTimestamp, toTradeId } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { aBar, aFundingRate, aMarkPrice, aQuote, aTrade, anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { csvSource } from '../csv/csv-source.ts';
import { Duck } from './duck.ts';
import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { toColumns } from './market-rows.ts';
import { seriesOfRow } from './roll-tape.ts';

const instrument = anInstrument();
const instruments = new InstrumentTable([instrument]);
const precision = { price: instrument.pricePrecision, size: instrument.sizePrecision };
const day = 86_400_000_000;

let folder: string;
let history: HistoryStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  history = new HistoryStore({
    store: await FolderStore.open(join(folder, 'history')),
    threads: 1,
  });
});

afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true });
});

async function keep(rows: readonly MarketData[]) {
  const [first] = rows;
  if (first === undefined) throw new Error('rows are needed');
  const series = seriesOfRow(first);
  await history.append({ series, batch: toColumns(first.kind, rows), precision, mode: 'merge' });
  return series;
}

function rowsOf(source: Source): readonly MarketData[] {
  const reader = source.open();
  const rows: MarketData[] = [];
  for (let batch = reader.next(); batch !== null; batch = reader.next()) rows.push(...batch);
  return rows;
}

const sets: readonly (readonly MarketData[])[] = [
  [{ ...aQuote({ at: 5 }), nanos: 7 }, aQuote({ at: 3 * day, bid: 1, ask: 2 })],
  [aTrade({ at: 5 }), { ...aTrade({ at: 6 }), aggressor: 'sell', tradeId: toTradeId('a,"b"') }],
  [aBar({ at: 60_000_000 }), aBar({ at: 120_000_000, open: 5, high: 9, low: 1, close: 2 })],
  [aMarkPrice({ at: 5 }), aMarkPrice({ at: 6, price: 3 })],
  [aFundingRate({ at: 5, ratePpb: -100, price: null }), aFundingRate({ at: 6 })],
];

describe('a series as CSV', () => {
  test.each(sets.map((rows) => [rows[0]?.kind ?? '', rows] as const))(
    'of %ss is read by a CSV source to the same rows',
    async (_, rows) => {
      const series = await keep(rows);
      const path = join(folder, 'out.csv');
      expect(await history.export(series, { path })).toBe(rows.length);
      const spec = { barSpec: '1-MINUTE-LAST-EXTERNAL' };
      const source = csvSource({ path, instruments, ...spec });
      const sequenced = rows.map((row, at) => ({ ...row, sourceSequence: at + 2 }));
      expect(rowsOf(source)).toEqual(sequenced);
    },
  );

  test('has no cell that a spreadsheet takes for a formula', async () => {
    const ids = ['=1+1', '+1', '-1', '@SUM(A1)'];
    const series = await keep(ids.map((id, at) => ({ ...aTrade({ at }), tradeId: toTradeId(id) })));
    const path = join(folder, 'out.csv');
    await history.export(series, { path });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(ids.map((id) => `'${id}`));
  });

  test('is of a range of time, and there whole or not at all', async () => {
    const series = await keep([aQuote({ at: 1 }), aQuote({ at: 2 }), aQuote({ at: 3 })]);
    const path = join(folder, 'out.csv');
    const range = { from: toTimestamp(2), until: toTimestamp(3) };
    expect(await history.export(series, { path, ...range })).toBe(1);
    const other = join(folder, 'nowhere', 'out.csv');
    await expect(history.export(series, { path: other })).rejects.toThrow('ENOENT');
    expect(existsSync(`${path}.partial`)).toBe(false);
  });
});

test('a series as Parquet has the rows and the columns it has in the history', async () => {
  const series = await keep([aQuote({ at: 1 }), aQuote({ at: day }), aQuote({ at: 2 * day })]);
  const path = join(folder, 'out.parquet');
  expect(await history.export(series, { path, from: toTimestamp(2) })).toBe(2);
  const duck = await Duck.open({ memoryMb: 256, threads: 1, scratch: join(folder, 'scratch') });
  const sql = `SELECT available_ns, bid FROM read_parquet('${path}')`;
  expect(await duck.rows(sql)).toEqual([
    [BigInt(day) * 1000n, 10_000n],
    [BigInt(day) * 2000n, 10_000n],
  ]);
  duck.close();
});

test('a series comes in windows, each row once, in order', async () => {
  const rows = Array.from({ length: 50 }, (_, at) => {
    return { ...aQuote({ at: at * (day / 8), bid: at + 1 }), sourceSequence: at };
  });
  const series = await keep(rows);
  const found: number[] = [];
  let batches = 0;
  for await (const batch of history.stream(series, { columns: ['bid'] }, 10)) {
    found.push(...batch.numbers('bid'));
    batches += 1;
  }
  expect(found).toEqual(rows.map(({ bid }) => bid));
  expect(batches).toBeGreaterThan(4);
});
