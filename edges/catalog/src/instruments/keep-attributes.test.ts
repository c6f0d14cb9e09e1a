import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseDay, unwrap } from 'argosy/core';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import { AttributeReading, type AttributeBook } from './attribute-book.ts';
import { keepAttributes, loadAttributes } from './keep-attributes.ts';

const root = mkdtempSync(join(tmpdir(), 'argosy-attributes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folder = '';
let count = 0;
beforeEach(() => {
  folder = join(root, String((count += 1)));
});

const header = 'id,from,attribute,value\n';
const day = (text: string): number => unwrap(parseDay(text));

async function keep(rows: string): Promise<AttributeBook> {
  const path = join(root, `${count}.csv`);
  writeFileSync(path, header + rows);
  return keepAttributes(folder, path);
}

function read(text: string): AttributeBook {
  const reading = new AttributeReading('kept');
  reading.feed(Buffer.from(text));
  return reading.end();
}

describe('attributes beside the days of instruments', () => {
  it('are none where none were kept', async () => {
    expect((await loadAttributes(folder)).rows).toBe(0);
  });

  it('are put to those that were kept before, and correct them', async () => {
    await keep('SBIN.NSE,2026-11-20,sector,Banks\nSBIN.NSE,2026-11-20,marketCap,7000\n');
    await keep('SBIN.NSE,2026-11-20,marketCap,7500\nSBIN.NSE,2026-11-22,marketCap,8000\n');
    const book = await loadAttributes(folder);
    expect(book.rows).toBe(3);
    expect(book.at('SBIN.NSE', day('2026-11-21'))).toMatchObject({
      sector: 'Banks',
      marketCap: 7500,
    });
    expect(book.at('SBIN.NSE', day('2026-11-22')).marketCap).toBe(8000);
  });

  it('stay as they were where a file has a wrong row', async () => {
    await keep('SBIN.NSE,2026-11-20,sector,Banks\n');
    const before = readFileSync(join(folder, 'attributes.csv'), 'utf8');
    const wrong = keep('SBIN.NSE,2026-11-21,sector,Shops\n../x.NSE,2026-11-21,sector,Shops\n');
    await expect(wrong).rejects.toThrow(/line 3, field 'id': expected an id as SBIN.NSE/u);
    expect(readFileSync(join(folder, 'attributes.csv'), 'utf8')).toBe(before);
  });

  it('keep commas, quotes, and that nothing is known any more', async () => {
    const sector = 'Oil, Gas & "Consumable" Fuels';
    await keep(
      `ONGC.NSE,2026-11-20,sector,"${sector.replaceAll('"', '""')}"\nONGC.NSE,2026-11-22,sector,\n`,
    );
    const book = await loadAttributes(folder);
    expect(book.at('ONGC.NSE', day('2026-11-21')).sector).toBe(sector);
    expect(book.at('ONGC.NSE', day('2026-11-22')).sector).toBeNull();
  });

  it('are the same again when their text is read, in whatever order they came', () => {
    const row = fc.record({
      id: fc.constantFrom('SBIN.NSE', 'M&M.NSE', 'A-B.BSE'),
      from: fc.integer({ min: 0, max: 30_000 }),
      value: fc.constantFrom('12.5', '0', null),
      name: fc.constantFrom('marketCap' as const, 'esgScore' as const),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const book = read(`${header}X.NSE,2026-11-20,surveillance,none\n`);
        for (const { id, ...change } of rows) book.add(id, change);
        const again = read(book.text());
        expect(again.text()).toBe(book.text());
        expect(again.rows).toBe(book.rows);
        for (const id of book.ids) expect(again.changes(id)).toEqual(book.changes(id));
      }),
    );
  });
});
