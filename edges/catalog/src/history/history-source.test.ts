import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { arraySource, runBacktest, type Source } from 'argosy/backtest';
import { toInstrumentId } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { aBar, aQuote, aStatus, aTrade, anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { csvSource } from '../csv/csv-source.ts';
import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { toColumns } from './market-rows.ts';
import { seriesOfRow } from './roll-tape.ts';

const sbin = anInstrument();
const infy = anInstrument({ id: toInstrumentId('INFY.NSE') });
const instruments = new InstrumentTable([sbin, infy]);
const precision = { price: sbin.pricePrecision, size: sbin.sizePrecision };
const day = 86_400_000_000;
const name = 'history';

let folder: string;
let history: HistoryStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'history-source-'));
  const store = await FolderStore.open(join(folder, 'history'));
  history = new HistoryStore({ store, threads: 1, memoryMb: 256 });
});

afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true });
});

/** Keeps rows of any series. */
async function keep(rows: readonly MarketData[]): Promise<void> {
  const bySeries = Map.groupBy(rows, (row) => JSON.stringify(seriesOfRow(row)));
  for (const some of bySeries.values()) {
    const [first] = some;
    if (first === undefined) continue;
    const batch = toColumns(first.kind, some);
    await history.append({ series: seriesOfRow(first), batch, precision, mode: 'merge' });
  }
}

function rowsOf(source: Source): readonly MarketData[] {
  const reader = source.open();
  const rows: MarketData[] = [];
  for (let batch = reader.next(); batch !== null; batch = reader.next()) rows.push(...batch);
  reader.close();
  return rows;
}

describe('a history as a source', () => {
  test('brings many series in one order: time, status first, instrument, sequence', async () => {
    const rows = [
      aStatus({ at: 5 }),
      { ...aQuote({ at: 5, instrument: infy.id }), sourceSequence: 9 },
      { ...aQuote({ at: 5 }), sourceSequence: 1 },
      { ...aTrade({ at: 5 }), sourceSequence: 2 },
      aQuote({ at: 6 }),
      aTrade({ at: day + 1, instrument: infy.id }),
      aQuote({ at: 3 * day }),
    ];
    await keep([...rows].reverse());
    const source = await history.source({ name, instruments });
    expect(rowsOf(source)).toEqual(rows);
    // A run asks again for its past.
    expect(rowsOf(source)).toEqual(rows);
  });

  test('puts rows of one instant in the order of their sequence, whenever they happened', async () => {
    const rows = [
      { ...aQuote({ at: 5, bid: 1 }), nanos: 9, sourceSequence: 1 },
      { ...aQuote({ at: 5, bid: 2 }), nanos: 0, sourceSequence: 2 },
    ];
    await keep(rows);
    expect(rowsOf(await history.source({ name, instruments }))).toEqual(rows);
  });

  test('puts rows of one instant in the order of the tape, where they were on one', async () => {
    const rows = [
      { ...aTrade({ at: 5 }), sourceSequence: 3 },
      { ...aQuote({ at: 5 }), sourceSequence: 2 },
      { ...aQuote({ at: 5, instrument: infy.id }), sourceSequence: 1 },
    ];
    for (const [at, row] of rows.entries()) {
      const batch = toColumns(row.kind, [row], [at + 1]);
      await history.append({ series: seriesOfRow(row), batch, precision, mode: 'add' });
    }
    expect(rowsOf(await history.source({ name, instruments }))).toEqual(rows);
  });

  test('has more rows than a batch, of several windows, each once', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => {
      return { ...aQuote({ at: at * 100_000_000, bid: at + 1 }), sourceSequence: at };
    });
    await keep(rows);
    const source = await history.source({ name, instruments });
    expect(rowsOf(source)).toEqual(rows);
  });

  test('leaves out kinds, bars and times that are not asked for, and instruments the run has not', async () => {
    const minute = aBar({ at: 60_000_000 });
    const hour = aBar({ at: 3_600_000_000, opensAt: 0, spec: '1-HOUR-LAST-EXTERNAL' });
    await keep([minute, hour, aQuote({ at: 1 }), aBar({ at: 2 * day })]);
    await keep([aBar({ at: 60_000_000, instrument: 'OTHER.NSE' })]);
    const bars = { kinds: ['bar'], barSpec: '1-MINUTE-LAST-EXTERNAL' } as const;
    const source = await history.source({ name, instruments, ...bars, until: minute.closesAt });
    expect(source.contents).toEqual([seriesOfRow(minute)]);
    expect(rowsOf(source)).toEqual([]);
    expect(rowsOf(await history.source({ name, instruments, ...bars }))).toHaveLength(2);
  });

  test('is freed before its end, and again', async () => {
    await keep([aQuote({ at: 1 })]);
    const reader = (await history.source({ name, instruments })).open();
    reader.close();
    reader.close();
    expect(reader.hash()).toBeNull();
  });

  test('is refused where it has nothing, and where prices would mean something else', async () => {
    await expect(history.source({ name, instruments })).rejects.toThrow(
      'history: nothing of any kind for',
    );
    await keep([aQuote({ at: 1 })]);
    const finer = new InstrumentTable([{ ...sbin, pricePrecision: 4 }]);
    await expect(history.source({ name, instruments: finer })).rejects.toThrow(
      "has prices with 2 and quantities with 0 decimal places, the run's instrument 4 and 0",
    );
  });

  test('tells a file that is damaged as it comes to it', async () => {
    await keep([aQuote({ at: 1 })]);
    const source = await history.source({ name, instruments });
    const [file] = (await history.manifest({ kind: 'quote', instrument: sbin.id })).files;
    const path = join(folder, 'history', 'kind=quote', `instrument=${sbin.id}`, file?.name ?? '');
    writeFileSync(path, 'PAR1 nothing PAR1');
    expect(() => source.open()).toThrow('DuckDB could not do what history asked of it');
  });
});

test('a run on a history comes to the same as one on the CSV it is of', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => {
    const bid = 100 + Math.round(Math.sin(at / 10) * 500) / 100;
    return `${sbin.id},${1_800_000_000_000_000 + at * 1_000_000},${bid.toFixed(2)},${(bid + 0.05).toFixed(2)},10,20`;
  });
  const path = join(folder, 'quotes.csv');
  const header = 'instrument,event_time_us,bid,ask,bid_qty,ask_qty';
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
  const csv = csvSource({ path, instruments: new InstrumentTable([sbin]) });
  await keep(rowsOf(csv));
  const source = await history.source({ name: csv.name, instruments: new InstrumentTable([sbin]) });
  expect(rowsOf(source)).toEqual(rowsOf(csv));
  const hashes = [csv, source, arraySource(csv.name, rowsOf(csv))].map((one) => hashOf(one));
  expect(new Set(hashes).size).toBe(1);
});

function hashOf(source: Source): string {
  return runBacktest({ instruments: [sbin], sources: [source], accounts: [], strategies: [] }).hash;
}
