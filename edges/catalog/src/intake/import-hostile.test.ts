import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { ArgosyError } from 'argosy/core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FolderStore } from '../history/folder-store.ts';
import { HistoryStore } from '../history/history-store.ts';

import { importFile, previewImport, type ImportOptions, type ImportReport } from './import-file.ts';
import type { Hints } from './sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-intake-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let history: HistoryStore;
let count = 0;
beforeEach(async () => {
  count += 1;
  history = new HistoryStore({ store: await FolderStore.open(join(folder, `store${count}`)) });
});
afterEach(() => history.close());

function aFile(name: string, content: string | Uint8Array): string {
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, content);
  return path;
}

async function take(
  path: string,
  hints: Hints = {},
  changes: Partial<ImportOptions> = {},
): Promise<ImportReport> {
  const { mapping, doubts } = await previewImport(path, hints);
  expect(doubts).toEqual([]);
  const { signal } = new AbortController();
  const common = { mode: 'merge', badRowsMax: 0, signal } as const;
  return importFile({ path, mapping, history, ...common, ...changes });
}

const sbin: Hints = { instrument: 'SBIN.NSE' };

const daily = `Date,Open,High,Low,Close,Adj Close,Volume
2026-11-02,800.10,812.00,799.05,810.55,810.55,120000
2026-11-03,811.00,815.50,805.00,806.25,806.25,98000
`;

describe('a hostile file', () => {
  it.each([
    ['is empty', ''],
    ['is a gzip archive', gzipSync(daily)],
    ['is a zip archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
    ['it is no text', Uint8Array.of(0x44, 0, 0x2c, 7)],
    ['longer than 65536 characters', `${daily}${'9'.repeat(70_000)}\n`],
    ['longer than 65536 characters', 'x'.repeat(3_000_000)],
    ['more than 256 cells', `${'a,'.repeat(300)}\n`],
    ['a quoted cell does not end on its line', `${daily}"2026-11-04,1,2\n,3",1,1,1,1\n`],
    [
      'bytes that are no utf-8',
      Buffer.concat([Buffer.from(daily.repeat(3000)), Uint8Array.of(0xff, 0xfe, 10)]),
    ],
    ['Parquet', 'PAR1 and then nothing'],
    ['expected bars, quotes or trades', 'name,age\nAnn,7\n'],
  ])('that %s is refused, and the history is as it was', async (why, content) => {
    const before = await history.list();
    const error: unknown = await take(aFile('hostile', content), sbin).catch(
      (found: unknown) => found,
    );
    expect(error).toBeInstanceOf(ArgosyError);
    const { code = '', message = '' } = error instanceof ArgosyError ? error : {};
    expect(code).toMatch(/^INTAKE_/u);
    expect(message).toContain(why === 'Parquet' ? 'hostile' : why);
    expect(await history.list()).toEqual(before);
  });

  it('that is none is refused: a folder, a device, what is not there', async () => {
    mkdirSync(join(folder, 'inside'), { recursive: true });
    await expect(previewImport(join(folder, 'inside'))).rejects.toThrow('is no plain file');
    await expect(previewImport('/dev/zero')).rejects.toThrow('is no plain file');
    const link = join(folder, 'link.csv');
    symlinkSync('/dev/zero', link);
    await expect(previewImport(link)).rejects.toThrow('is no plain file');
    await expect(previewImport(join(folder, 'nothing'))).rejects.toThrow('is not there');
  });

  it('with a cell too many in a row is refused with that row, an empty one at the end is none', async () => {
    const wide = daily.replace('812.00', '8,12.00');
    await expect(take(aFile('wide.csv', wide), sbin)).rejects.toThrow(
      /line 2: 8 cells, expected 7/u,
    );
    expect((await take(aFile('comma.csv', daily.replaceAll('000\n', '000,\n')), sbin)).rows).toBe(
      2,
    );
  });

  it('that is cut off in its last row is refused with that row', async () => {
    const cut = daily.slice(0, -30);
    await expect(take(aFile('cut.csv', cut), sbin)).rejects.toThrow('line 3');
  });
});
