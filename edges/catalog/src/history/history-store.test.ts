import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  brand,
  toInstrumentId,
  toTimestamp,
  toTradeId,
  type Price,
  type Quantity,
} from 'argosy/core';
import { toBarSpecText, type Bar, type MarketData, type Quote, type Trade } from 'argosy/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { rowMaker, toColumns } from './market-rows.ts';
import type { Series } from './series.ts';

const sbin = toInstrumentId('SBIN.NSE');
const quotes: Series = { kind: 'quote', instrument: sbin };
const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
const bars = { kind: 'bar', instrument: sbin, spec } as const;
const precision = { price: 2, size: 0 };
/** 2026-11-20, midnight by UTC. */
const midnight = Date.UTC(2026, 10, 20) * 1000;
const day = 86_400_000_000;

let folder: string;
let history: HistoryStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
  history = new HistoryStore({ store: await FolderStore.open(folder), threads: 1 });
});

afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true });
});

describe('what was appended', () => {
  test('comes back as typed columns, in order of time', async () => {
    const batch = toColumns('quote', [aQuote(midnight + 2, 105), aQuote(midnight + 1, 104)]);
    await history.append({ series: quotes, batch, precision, mode: 'merge' });
    const read = await history.scan(quotes);
    expect([...read.numbers('bid')]).toEqual([104, 105]);
    expect([...read.numbers('available_us')]).toEqual([midnight + 1, midnight + 2]);
  });

  test('keeps nanoseconds, ids and what is missing', async () => {
    const rows: readonly Trade[] = [
      { ...aTrade(midnight, 'A-1'), nanos: 999, aggressor: 'sell' },
      aTrade(midnight + 1, "it's"),
    ];
    const series = { kind: 'trade', instrument: sbin } as const;
    await history.append({ series, batch: toColumns('trade', rows), precision, mode: 'add' });
    const read = await history.scan(series);
    const make = rowMaker(series, read);
    expect([make(0), make(1)]).toEqual(rows);
  });

  test('is read within a range of time, and of some columns only', async () => {
    const rows = [0, 1, 2].map((at) => aQuote(midnight + at * day, 100 + at));
    await history.append({
      series: quotes,
      batch: toColumns('quote', rows),
      precision,
      mode: 'add',
    });
    const read = await history.scan(quotes, {
      from: toTimestamp(midnight + 1),
      until: toTimestamp(midnight + 2 * day),
      columns: ['ask'],
    });
    expect(read.names).toEqual(['ask']);
    expect([...read.numbers('ask')]).toEqual([102]);
  });

  test('is listed with its rows and times', async () => {
    await history.append(quotesOf([aQuote(midnight, 100), aQuote(midnight + day, 101)]));
    expect(await history.list()).toMatchObject([
      { series: quotes, rows: 2, files: 1, firstAt: midnight, lastAt: midnight + day, precision },
    ]);
  });
});

describe('rows of a day that is there', () => {
  test('are put in its place by replace, and leave other days as they are', async () => {
    await history.append(quotesOf([0, 1, 2].map((at) => aQuote(midnight + at * day, 100 + at))));
    const report = await history.append({
      ...quotesOf([aQuote(midnight + day + 5, 200), aQuote(midnight + day + 6, 201)]),
      mode: 'replace',
    });
    expect(report).toMatchObject({ rows: 2, replaced: 1 });
    expect([...(await history.scan(quotes)).numbers('bid')]).toEqual([100, 200, 201, 102]);
  });

  test('come beside them by merge; a bar of the same opening is replaced', async () => {
    const append = (rows: readonly Bar[]) => {
      const batch = toColumns('bar', rows);
      return history.append({ series: bars, batch, precision, mode: 'merge' });
    };
    await append([aBar(0, 100), aBar(1, 101)]);
    expect(await append([aBar(1, 111), aBar(2, 112)])).toMatchObject({ rows: 2, replaced: 1 });
    expect([...(await history.scan(bars)).numbers('close')]).toEqual([100, 111, 112]);
  });

  test('change nothing when they come again', async () => {
    await history.append(quotesOf([aQuote(midnight, 100), aQuote(midnight + 1, 101)]));
    await history.append(quotesOf([aQuote(midnight, 100), aQuote(midnight + 1, 101)]));
    expect([...(await history.scan(quotes)).numbers('bid')]).toEqual([100, 101]);
  });

  test('leave files that no manifest names without effect', async () => {
    await history.append(quotesOf([aQuote(midnight, 100)]));
    await history.append({ ...quotesOf([aQuote(midnight, 200)]), mode: 'replace' });
    const names = readdirSync(join(folder, 'kind=quote', 'instrument=SBIN.NSE'));
    expect(names).toEqual(['2026-11-20.1.parquet', '2026-11-20.2.parquet', 'manifest.json']);
    expect([...(await history.scan(quotes)).numbers('bid')]).toEqual([200]);
  });
});

describe('what cannot be kept', () => {
  test.each([
    [{ eventAt: -1 }, 'row 2, column event_us: expected microseconds from 1970 to 2262, found -1'],
    [{ nanos: 1000 }, 'row 2, column nanos: expected 0 to 999 nanoseconds, found 1000'],
    [{ bid: 0.5 }, 'row 2, column bid: expected a whole number below 2^53, found 0.5'],
    [{ askQty: NaN }, 'row 2, column ask_qty: expected a number, found null'],
  ])('is refused with row and column: %j', async (flaw, message) => {
    const rows = [aQuote(midnight, 100), { ...aQuote(midnight, 100), ...flaw }] as Quote[];
    await expect(history.append(quotesOf(rows))).rejects.toThrow(message);
    expect(await history.list()).toEqual([]);
  });

  test('is refused where the precision is another than that of the series', async () => {
    await history.append(quotesOf([aQuote(midnight, 100)]));
    const other = { ...quotesOf([aQuote(midnight, 100)]), precision: { price: 4, size: 0 } };
    await expect(history.append(other)).rejects.toThrow('with 4 and quantities with 0');
  });

  test('is refused where columns are missing or unknown', async () => {
    const batch = toColumns('trade', [aTrade(midnight, 'T')]);
    await expect(history.append({ series: quotes, batch, precision, mode: 'add' })).rejects.toThrow(
      'without bid, ask, bid_qty, ask_qty, with unknown price, qty, aggressor, trade_id',
    );
  });
});

test('a series that is not there is refused by name', async () => {
  await expect(history.scan(bars)).rejects.toThrow(
    `history has no such series: bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL in ${folder}`,
  );
});

function quotesOf(rows: readonly MarketData[]) {
  return { series: quotes, batch: toColumns('quote', rows), precision, mode: 'merge' } as const;
}

function datumAt(at: number) {
  const when = toTimestamp(at);
  return {
    instrument: sbin,
    eventAt: when,
    nanos: 0,
    availableAt: when,
    sourceSequence: at - midnight,
  };
}

function aQuote(at: number, bid: number): Quote {
  const [price, qty] = [brand<Price>, brand<Quantity>];
  return {
    kind: 'quote',
    ...datumAt(at),
    bid: price(bid),
    ask: price(bid + 1),
    bidQty: qty(10),
    askQty: qty(20),
  };
}

function aTrade(at: number, id: string): Trade {
  const [price, qty] = [brand<Price>(100), brand<Quantity>(1)];
  return { kind: 'trade', ...datumAt(at), price, qty, aggressor: null, tradeId: toTradeId(id) };
}

function aBar(minute: number, close: number): Bar {
  const opensAt = midnight + minute * 60_000_000;
  const closesAt = toTimestamp(opensAt + 60_000_000);
  const price = brand<Price>(close);
  return {
    kind: 'bar',
    ...datumAt(closesAt),
    spec,
    opensAt: toTimestamp(opensAt),
    closesAt,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: brand<Quantity>(5),
    bid: null,
    ask: price,
    revision: 0,
  };
}
