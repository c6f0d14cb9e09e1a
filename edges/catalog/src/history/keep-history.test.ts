import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MICROS_PER_DAY as day } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import { aQuote, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { toColumns } from './market-rows.ts';
import { seriesOfRow } from './roll-tape.ts';

const { instrument } = aQuote();
const quotes = { kind: 'quote', instrument } as const;
const precision = { price: 2, size: 0 };
/** Later than any file can have been put. */
const later = Date.UTC(2200, 0, 1) * 1000;

let folder: string;
let history: HistoryStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keep-history-'));
  history = new HistoryStore({ store: await FolderStore.open(folder), threads: 1 });
});

afterEach(async () => {
  await history.close();
  rmSync(folder, { recursive: true });
});

/** Adds rows in a file of their own, as a roll does. */
async function add(rows: readonly MarketData[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const batch = toColumns(first.kind, rows);
  await history.append({ series: seriesOfRow(first), batch, precision, mode: 'add' });
}

/** Quotes at instants, each with its instant as its bid. */
function quotesAt(...instants: readonly number[]): readonly MarketData[] {
  return instants.map((at) => ({ ...aQuote({ at, bid: at + 1 }), sourceSequence: at }));
}

async function bids(): Promise<readonly number[]> {
  return [...(await history.scan(quotes)).numbers('bid')];
}

const filesOf = (): readonly string[] => {
  const names = readdirSync(join(folder, 'kind=quote', `instrument=${instrument}`));
  return names.filter((name) => name.endsWith('.parquet'));
};

describe('compaction', () => {
  test('puts the small files of a day together, and the small days', async () => {
    for (const at of [0, 5, 3, day, day + 1, 2 * day]) await add(quotesAt(at));
    const before = await bids();
    expect(await history.compact({ now: later })).toEqual({ merged: 6, written: 1, removed: 6 });
    expect(await bids()).toEqual(before);
    expect(filesOf()).toEqual(['1970-01-01_1970-01-03.7.parquet']);
    expect((await history.verify()).problems).toEqual([]);
  });

  test('has nothing to do the second time', async () => {
    for (const at of [0, 1, day]) await add(quotesAt(at));
    await history.compact({ now: later, fileRows: 2 });
    expect(filesOf()).toHaveLength(2);
    const again = await history.compact({ now: later, fileRows: 2 });
    expect(again).toEqual({ merged: 0, written: 0, removed: 0 });
  });

  test('never cuts a day in two, however large it is', async () => {
    for (const at of [0, 1, 2, 3]) await add(quotesAt(at));
    await history.compact({ now: later, fileRows: 2 });
    expect(filesOf()).toEqual(['1970-01-01.5.parquet']);
  });

  test('leaves files that nobody names to those who still read them, for a day', async () => {
    await add(quotesAt(0));
    await add(quotesAt(1));
    const now = Date.now() * 1000;
    expect(await history.compact({ now })).toMatchObject({ merged: 2, removed: 0 });
    expect(filesOf()).toHaveLength(3);
    expect(await history.compact({ now: now + 2 * day })).toMatchObject({ removed: 2 });
    expect(await bids()).toEqual([1, 2]);
  });

  test('does not give damage a new sum', async () => {
    await add(quotesAt(0));
    await add(quotesAt(1));
    const path = join(folder, 'kind=quote', `instrument=${instrument}`, filesOf()[0] ?? '');
    const bytes = readFileSync(path);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(history.compact({ now: later })).rejects.toThrow(`${path}: its SHA-256`);
    expect((await history.manifest(quotes)).files).toHaveLength(2);
  });

  test('changes no row, whatever the files are', async () => {
    const instants = fc.array(fc.array(fc.integer({ min: 0, max: 5 * day }), { minLength: 1 }), {
      minLength: 1,
      maxLength: 4,
    });
    const rows = fc.integer({ min: 1, max: 10 });
    const run = fc.asyncProperty(instants, rows, async (files, fileRows) => {
      rmSync(join(folder, 'kind=quote'), { recursive: true, force: true });
      for (const one of files) await add(quotesAt(...one));
      const before = await bids();
      await history.compact({ now: later, fileRows });
      expect(await bids()).toEqual(before);
      const given = files.flat().map((at) => at + 1);
      expect(before).toEqual(given.sort((a, b) => a - b));
    });
    await fc.assert(run, { numRuns: 5 });
  });
});

describe('retention', () => {
  test('drops days that are older than their kind is kept, and no other kind', async () => {
    await add(quotesAt(0, 1, day, 2 * day, 3 * day));
    await add([aTrade({ at: 0 })]);
    const now = 4 * day + 5;
    const report = await history.retain({ now, days: { quote: 2 } });
    expect(report).toEqual({ rows: 3, series: 1, removed: 0 });
    expect(await bids()).toEqual([2 * day + 1, 3 * day + 1]);
    expect((await history.scan({ kind: 'trade', instrument })).rows).toBe(1);
    const again = await history.retain({ now, days: { quote: 2 } });
    expect(again).toEqual({ rows: 0, series: 0, removed: 0 });
  });

  test('may leave a series without a row, which is one still', async () => {
    await add(quotesAt(0));
    await history.retain({ now: later, days: { quote: 1 } });
    expect(await bids()).toEqual([]);
    expect(await history.list()).toMatchObject([{ rows: 0, firstAt: null, lastAt: null }]);
    await add(quotesAt(day));
    expect(await bids()).toEqual([day + 1]);
  });

  test.each([0, -1, 1.5, NaN])('refuses to keep %s days', async (days) => {
    await add(quotesAt(0));
    const refused = history.retain({ now: later, days: { quote: days } });
    await expect(refused).rejects.toThrow('expected 1 to');
    expect(await bids()).toEqual([1]);
  });
});
