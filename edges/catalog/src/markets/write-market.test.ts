import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { InstrumentTable, type MarketData } from 'argosy/domain';
import { afterAll, describe, expect, it } from 'vitest';

import { csvSource } from '../csv/csv-source.ts';
import { groundMarket } from './market-ground.ts';
import { batchesOf } from './market-source.ts';
import { writeMarket } from './write-market.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-market-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a market in CSV files', () => {
  const bars = ['1-HOUR-LAST-EXTERNAL'];
  const ground = groundMarket({
    seed: 'files',
    stepSeconds: 300,
    eventsPerSecond: 0.05,
    sectors: [{ name: 'BANK', shares: 4 }],
    indexMembers: 2,
    depthLevels: 3,
    nanoseconds: true,
  });
  const { signal } = new AbortController();

  it.each([
    ['quotes.csv', 'quote', undefined],
    ['trades.csv', 'trade', undefined],
    ['books.csv', 'book', undefined],
    ['index.csv', 'index', undefined],
    ['bars-1-hour-last-external.csv', 'bar', bars[0]],
  ])('reads %s back as it was', async (name, kind, barSpec) => {
    const out = join(folder, name);
    await writeMarket(ground, { bars, out, signal });
    const instruments = new InstrumentTable(ground.instruments);
    const reader = csvSource({
      path: join(out, name),
      instruments,
      ...(barSpec === undefined ? {} : { barSpec }),
    }).open();
    const read: MarketData[] = [];
    for (let rows = reader.next(); rows !== null; rows = reader.next()) read.push(...rows);
    const made = [...batchesOf(ground, { bars })].flat().filter((row) => row.kind === kind);
    const plain = (row: MarketData): MarketData => ({ ...row, sourceSequence: 0 });
    expect(read.length).toBeGreaterThan(10);
    expect(read.map(plain)).toEqual(made.map(plain));
  });

  it('says how far it is', async () => {
    const told: number[] = [];
    const busy = groundMarket({ ...ground.plan, eventsPerSecond: 8, depthLevels: 0 });
    const onProgress = (rows: number): void => void told.push(rows);
    const { rows, files } = await writeMarket(busy, {
      out: join(folder, 'busy'),
      signal,
      onProgress,
    });
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((count) => count <= rows)).toBe(true);
    const lines = files
      .filter((name) => name.endsWith('.csv'))
      .map(
        (name) =>
          readFileSync(join(folder, 'busy', name), 'utf8')
            .trimEnd()
            .split('\n').length - 1,
      );
    expect(lines.reduce((total, count) => total + count, 0)).toBe(rows);
  });
});
