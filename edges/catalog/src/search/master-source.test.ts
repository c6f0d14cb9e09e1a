import { angelFileOf } from '@argosy/testkit';
import { unwrap } from 'argosy/core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  AttributeBook,
  SnapshotStore,
  takeDay,
  type InstrumentMaster,
} from '../instruments/index.ts';
import { InProcessSearch } from './in-process-search.ts';
import { sourceOfMaster } from './master-source.ts';

let folder = '';
let master: InstrumentMaster;
const day = 20_778;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-search-'));
  const path = join(folder, 'angel.json');
  writeFileSync(path, [...angelFileOf({ rows: 3_000, day, seed: 'search' })].join(''));
  ({ master } = await takeDay(
    new SnapshotStore(join(folder, 'days')),
    [{ source: 'angel', path }],
    { day },
  ));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('every row of a master is one of search, its strike in whole units', () => {
  const source = sourceOfMaster(master);
  expect(source).toMatchObject({ count: master.size, day });
  for (let place = 0; place < master.size; place += 1) {
    const { id, strike, pricePrecision } = master.row(place);
    expect(source.row(place).id).toBe(id);
    expect(source.row(place).strike).toBe(strike === null ? null : strike / 10 ** pricePrecision);
  }
});

test('every instrument of a broker is found by what that broker calls it', () => {
  const search = new InProcessSearch(sourceOfMaster(master));
  const missed: string[] = [];
  for (let place = 0; place < master.size; place += 1) {
    const called = master.sourceSymbolOf(place, 'angel') ?? '';
    const { hits } = unwrap(search.find({ text: called }));
    if (!hits.some(({ row }) => row.id === master.row(place).id)) missed.push(called);
  }
  expect(missed).toEqual([]);
});

test('what an instrument is worth on the day of the master is of its row', () => {
  const book = new AttributeBook();
  const { id } = master.row(0);
  book.add(id, { from: day - 9, name: 'marketCap', value: '250' });
  book.add(id, { from: day + 1, name: 'marketCap', value: '900' });
  expect(sourceOfMaster(master, book).row(0).marketCap).toBe(250);
  expect(sourceOfMaster(master, book).row(1).marketCap).toBe(0);
  expect(sourceOfMaster(master).row(0).marketCap).toBe(0);
});
