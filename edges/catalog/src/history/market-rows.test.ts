import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { brand, toInstrumentId, type Price, type Quantity } from 'argosy/core';
import type { MarketData, QueueChange } from 'argosy/domain';
import {
  aBar,
  aBook,
  aFundingRate,
  aMarkPrice,
  aQueueStep,
  aQuote,
  aStatus,
  aTrade,
  anAdjustment,
} from '@argosy/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ColumnBatch } from './column-batch.ts';
import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { rowMaker, toColumns } from './market-rows.ts';
import { seriesOfRow } from './roll-tape.ts';

const [price, qty] = [brand<Price>(10_000), brand<Quantity>(7)];
const changes: readonly QueueChange[] = [
  { action: 'add', order: 12, side: 'sell', price, qty },
  { action: 'change', order: 12, price, qty },
  { action: 'trade', order: 12, qty },
  { action: 'remove', order: 12 },
  { action: 'clear' },
];
const level = { price, qty };

/** A row of each shape there is. */
const rows: readonly MarketData[] = [
  { ...aQuote({ at: 1 }), nanos: 999 },
  { ...aTrade({ at: 1 }), aggressor: 'buy' },
  aTrade({ at: 2 }),
  aBar({ at: 60_000_000 }),
  { ...aBar({ at: 60_000_000 }), bid: price, ask: price, revision: 3 },
  aStatus({ state: 'halted' }),
  { ...aBook(), isSnapshot: true, bids: [level, { ...level, qty: brand<Quantity>(0) }], asks: [] },
  { ...aBook(), isSnapshot: false, bids: [], asks: [level] },
  ...changes.map((change) => aQueueStep({ change })),
  aMarkPrice(),
  { ...aMarkPrice(), kind: 'index' },
  { ...aFundingRate(), ratePpb: -5, price: null },
  { ...aFundingRate(), price },
  anAdjustment({
    cause: 'roll',
    detail: "it's rolled",
    into: toInstrumentId('NEXT.NFO'),
    numerator: 10n ** 30n,
    addend: -5n,
    denominator: 7n,
    restates: true,
  }),
];

let folder: string;
let history: HistoryStore;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'market-rows-'));
  history = new HistoryStore({ store: await FolderStore.open(folder), threads: 1 });
});

afterAll(async () => {
  await history.close();
  rmSync(folder, { recursive: true });
});

describe('a row that went through Parquet is what it was', () => {
  test.each(rows.map((row, at) => [`${row.kind} ${at}`, row] as const))('%s', async (_, row) => {
    const series = seriesOfRow(row);
    const batch = toColumns(row.kind, [row], [77]);
    const precision = { price: 2, size: 0 };
    await history.append({ series, batch, precision, mode: 'replace' });
    const read = await history.scan(series);
    expect(read.rows).toBe(1);
    expect(rowMaker(series, read)(0)).toEqual(row);
    expect([...read.numbers('number')]).toEqual([77]);
  });
});

test('data of a type of your own keeps its columns, whatever their names', async () => {
  const series = { kind: 'custom', instrument: toInstrumentId('SBIN.NSE'), name: 'mood' } as const;
  const custom = [
    { name: 'order', store: 'whole' },
    { name: 'select', store: 'real' },
    { name: 'group', store: 'text' },
  ] as const;
  const of = (...values: number[]): Float64Array => Float64Array.from(values);
  const columns = new Map<string, Float64Array | (string | null)[]>([
    ['event_us', of(5, 6)],
    ['nanos', of(0, 1)],
    ['available_us', of(5, 6)],
    ['sequence', of(1, 2)],
    ['number', of(0, 0)],
    ['order', of(3, 4)],
    ['select', of(0.25, NaN)],
    ['group', ['a', null]],
  ]);
  const batch = new ColumnBatch(columns);
  const precision = { price: 0, size: 0 };
  await history.append({ series, batch, precision, mode: 'add', custom });
  const read = await history.scan(series);
  for (const name of batch.names) expect([...read.column(name)]).toEqual([...batch.column(name)]);
  await expect(
    history.append({ series, batch, precision, mode: 'add', custom: custom.slice(1) }),
  ).rejects.toThrow('has other columns than select real, group text');
});
