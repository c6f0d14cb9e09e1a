import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { InstrumentTable, type MarketData } from 'argosy/domain';
import { anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { csvSource } from './csv-source.ts';

const HEADER = 'instrument,event_time_us,action,order,side,price,qty';
const instruments = new InstrumentTable([anInstrument()]);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-queues-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(...lines: readonly string[]): readonly MarketData[] {
  const path = join(folder, 'queues.csv');
  writeFileSync(path, `${[HEADER, ...lines].join('\n')}\n`);
  const reader = csvSource({ path, instruments }).open();
  const rows: MarketData[] = [];
  for (let batch = reader.next(); batch !== null; batch = reader.next()) rows.push(...batch);
  return rows;
}

describe('a file of orders in books', () => {
  test('gives what each line says an order does', () => {
    const rows = read(
      'SBIN.NSE,1000,clear,,,,',
      'SBIN.NSE,1000,add,7,buy,100.00,5',
      'SBIN.NSE,1001,change,7,,99.95,4',
      'SBIN.NSE,1002,trade,7,,,3',
      'SBIN.NSE,1003,remove,7,,,',
    );
    expect(rows.map((row) => (row.kind === 'queue' ? row.change : null))).toEqual([
      { action: 'clear' },
      { action: 'add', order: 7, side: 'buy', price: 10_000, qty: 5 },
      { action: 'change', order: 7, price: 9_995, qty: 4 },
      { action: 'trade', order: 7, qty: 3 },
      { action: 'remove', order: 7 },
    ]);
    expect(rows[1]).toMatchObject({ instrument: 'SBIN.NSE', eventAt: 1000, sourceSequence: 3 });
  });

  test.each([
    ['an action that is none', 'SBIN.NSE,1,jump,7,buy,100.00,5', 'action'],
    ['an order that is no number', 'SBIN.NSE,1,add,a7,buy,100.00,5', 'order'],
    ['a side that is none', 'SBIN.NSE,1,add,7,bid,100.00,5', 'side'],
    ['a price that is missing', 'SBIN.NSE,1,change,7,,,5', 'price'],
  ])('is refused where it has %s', (_, line, field) => {
    expect(() => read(line)).toThrow(field);
  });
});
