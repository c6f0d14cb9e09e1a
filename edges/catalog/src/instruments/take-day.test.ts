import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { angelFileOf, kiteHeader, kiteRow, madeUpScrips } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { InstrumentFile } from './load-files.ts';
import { SnapshotStore } from './snapshot-store.ts';
import { takeDay } from './take-day.ts';

const day = 20_778;
const market = { rows: 2000, day, seed: 'take' };
const angel = [...angelFileOf(market)].join('');
const kite = [kiteHeader, ...[...madeUpScrips(market)].map(kiteRow)].join('\n');

let folder = '';
let store = new SnapshotStore('');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-take-'));
  store = new SnapshotStore(join(folder, 'days'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, content: string | Uint8Array): InstrumentFile {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { source: name.startsWith('kite') ? 'zerodha' : 'angel', path };
}

/** Every file of the folder of days, and what is in it. */
function stored(): readonly (readonly [string, string])[] {
  return readdirSync(store.folder).map((name) => [
    name,
    readFileSync(join(store.folder, name), 'base64'),
  ]);
}

describe('a day of instruments', () => {
  it('is read from the files of several brokers, and kept', async () => {
    const files = [fileOf('angel.json', angel), fileOf('kite.csv', kite)];
    const taken = await takeDay(store, files, { day });
    expect(taken).toMatchObject({ diff: null, suspicions: [], disagreementCount: 0 });
    expect(taken.reports.map((report) => report.taken)).toEqual([2000, 2000]);
    expect(store.load(day).sources).toEqual(['angel', 'zerodha']);
  });

  it('is read from a packed file', async () => {
    await takeDay(store, [fileOf('angel.json.gz', gzipSync(angel))], { day });
    expect(store.load(day).size).toBe(2000);
  });

  it('says how far it is', async () => {
    const rows: number[] = [];
    const files = [fileOf('angel.json', angel)];
    await takeDay(store, files, { day, onProgress: (progress) => rows.push(progress.rows) });
    expect(rows.at(-1)).toBe(2000);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('tells what is otherwise since the day before', async () => {
    await takeDay(store, [fileOf('angel.json', angel)], { day });
    const renamed = fileOf('angel.json', angel.replace('INFY-EQ', 'INFYX-EQ'));
    const { diff } = await takeDay(store, [renamed], { day: day + 1 });
    expect(diff?.changes).toMatchObject([{ id: 'INFY.NSE', what: 'symbol' }]);
  });

  const half = [...angelFileOf({ ...market, rows: 900 })].join('');

  it.each([
    ['cut off', angel.slice(0, angel.length / 2), 'the file is cut off'],
    ['half its size', half, 'expected at least 80 % of'],
    ['in rupees where paise belong', angel.replaceAll('"5.000000"', '"0.05"'), "field 'tick_size'"],
    ['an error page', '<html>Service Unavailable</html>', 'expected [, found "<html>'],
    ['empty', '', 'a file with rows, found an empty one'],
    [
      'with a row twice',
      angel.replace('[{', `[${angel.slice(1, angel.indexOf('}') + 1)},{`),
      'each token once',
    ],
    ['with a formula', angel.replace('INFY-EQ', '=1+1'), 'text that no spreadsheet would run'],
    ['in another encoding', Buffer.from(angel, 'utf16le'), 'text without control codes'],
    [
      'with bytes that are none of UTF-8',
      Buffer.from(angel.replace('"INFY"', '"INFÝ"'), 'latin1'),
      'expected UTF-8',
    ],
    ['a zip archive', Buffer.from('PK\u0003\u0004xxxxxxxx'), 'a zip archive, to be unpacked first'],
    ['one long line', Buffer.alloc(3_000_000, 0x5b), 'expected {, found'],
    ['another list', '[{"a":1},{"a":2}]', 'none of its instruments'],
  ])('is refused where the file is %s, and the day before stays', async (_, content, message) => {
    await takeDay(store, [fileOf('angel.json', angel)], { day });
    const before = stored();
    const bad = fileOf('bad.json', content);
    await expect(takeDay(store, [bad], { day: day + 1 })).rejects.toThrow(message);
    await expect(takeDay(store, [bad], { day: day + 1 })).rejects.toThrow('bad.json');
    expect(stored()).toEqual(before);
  });

  it('is refused where a packed file grows without end', async () => {
    const bomb = fileOf('bomb.json.gz', gzipSync(Buffer.alloc(64_000_000, 0x20)));
    await expect(takeDay(store, [bomb], { day })).rejects.toThrow(
      'expected text that is unpacked to at most 100 times its size',
    );
  });

  it('is refused where a packed file is cut off', async () => {
    const packed = gzipSync(angel);
    const cut = fileOf('cut.json.gz', packed.subarray(0, packed.length >> 1));
    await expect(takeDay(store, [cut], { day })).rejects.toThrow('unexpected end of file');
  });

  it('is refused where there is no such file', async () => {
    const nowhere = { source: 'angel', path: join(folder, 'nowhere.json') } as const;
    await expect(takeDay(store, [nowhere], { day })).rejects.toThrow(
      'expected a readable file, found ENOENT',
    );
  });

  it('is taken in spite of what looks wrong where a person trusts it', async () => {
    await takeDay(store, [fileOf('angel.json', angel)], { day });
    const taken = await takeDay(store, [fileOf('half.json', half)], {
      day: day + 1,
      isTrusted: true,
    });
    expect(taken.suspicions.map(({ what }) => what)).toContain('fewer');
    expect(store.days()).toEqual([day, day + 1]);
  });

  it('ends where it is interrupted, and keeps nothing', async () => {
    const ends = new AbortController();
    const files = [fileOf('angel.json', angel)];
    const onProgress = ({ rows }: { readonly rows: number }): void => {
      if (rows === 2000) ends.abort();
    };
    await expect(takeDay(store, files, { day, signal: ends.signal, onProgress })).rejects.toThrow(
      'abort',
    );
    expect(store.days()).toEqual([]);
  });
});
