import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderStore, HistoryStore, toColumns } from '@argosy/catalog/history';
import { aMarkPrice, aQuote, aTrade } from '@argosy/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-adjust-'));
const where = join(folder, 'history');
const series = ['bar', 'SBIN.NSE', '1-DAY-LAST-EXTERNAL'] as const;
const to = join(folder, 'out.csv');

async function data(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const terminal = { say: (line: string) => void lines.push(line), signal };
  const code = await runDataCommand([...words, '--history', where], terminal);
  return [...lines, `ends with ${code}`];
}

function written(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${rows.join('\n')}\n`);
  return path;
}

/** A column of an exported file. */
function columnOf(path: string, name: string): readonly (string | undefined)[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const at = header.split(',').indexOf(name);
  return lines.map((line) => line.split(',')[at]);
}

beforeAll(async () => {
  const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23', '2026-11-25'];
  const closes = ['900.05', '903.15', '451.50', '452.00', '442.00'];
  const rows = days.map(
    (date, at) => `${date},${closes[at]},${closes[at]},${closes[at]},${closes[at]},10`,
  );
  const path = written('sbin.csv', ['date,open,high,low,close,volume', ...rows]);
  await data('import', path, '--instrument', 'SBIN.NSE', '--yes');
  const history = new HistoryStore({ store: await FolderStore.open(where), threads: 1 });
  const { instrument } = aQuote();
  const precision = { price: 2, size: 0 };
  const day = Date.UTC(2026, 10, 19, 4) * 1000;
  for (const row of [aQuote({ at: day }), aTrade({ at: day }), aMarkPrice({ at: day })]) {
    const next = { ...row, ...dayLater(day) };
    const batch = toColumns(row.kind, [row, next]);
    await history.append({ series: { kind: row.kind, instrument }, batch, precision, mode: 'add' });
  }
  await history.close();
});

function dayLater(day: number) {
  const { eventAt, availableAt } = aQuote({ at: day + 86_400_000_000 });
  return { eventAt, availableAt };
}

beforeEach(() => rmSync(to, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const actions = written('actions.csv', [
  'instrument,type,ex,ratio,perUnit',
  'SBIN.NSE,split,2026-11-20,2 for 1,',
  'INFY.NSE,split,2026-11-20,3 for 1,',
  'SBIN.NSE,dividend,2026-11-24,,10',
]);

describe('argosy data export --adjust', () => {
  it('writes prices of before in those of the last row, and tells with how many places', async () => {
    const told = await data('export', ...series, '--to', to, '--adjust', actions);
    expect(told).toEqual([
      `5 rows in ${to}`,
      'prices adjusted by one action, with 3 decimal places (as traded: 2); volumes as they were traded',
      'ends with 0',
    ]);
    const closes = ['450.025', '451.575', '451.500', '452.000', '442.000'];
    expect(columnOf(to, 'close')).toEqual(closes);
    expect(columnOf(to, 'volume')).toEqual(Array.from({ length: 5 }, () => '10'));
  });

  it('takes dividends out as well, where all that was earned is asked for', async () => {
    const words = ['--adjust', actions, '--prices', 'totalReturn', '--places', '2'] as const;
    expect((await data('export', ...series, '--to', to, ...words))[1]).toMatch(
      /^prices adjusted by 2 actions, with 2 /u,
    );
    // The dividend takes 10 of 452.00; 900.05 is worth half of 442/452 of it.
    expect(columnOf(to, 'close')).toEqual(['440.07', '441.58', '441.51', '442.00', '442.00']);
  });

  it('writes what is taken in again as a series of its own', async () => {
    const path = join(folder, 'adjusted.csv');
    await data('export', ...series, '--to', path, '--adjust', actions);
    const words = ['--instrument', 'SBIN-ADJ.NSE', '--spec', '1-DAY-LAST-EXTERNAL'] as const;
    await data('import', path, ...words, '--yes');
    const again = ['bar', 'SBIN-ADJ.NSE', '1-DAY-LAST-EXTERNAL'] as const;
    await data('export', ...again, '--to', to);
    expect(columnOf(to, 'close')[0]).toBe('450.025');
  });

  it('writes Parquet', async () => {
    const path = join(folder, 'adjusted.parquet');
    const told = await data('export', ...series, '--to', path, '--adjust', actions);
    expect([told[0], readFileSync(path, 'latin1').slice(0, 4)]).toEqual([
      `5 rows in ${path}`,
      'PAR1',
    ]);
  });

  it.each([
    ['quote', 'bid'],
    ['trade', 'price'],
  ])('adjusts %ss', async (kind, column) => {
    await data('export', kind, 'SBIN.NSE', '--to', to, '--adjust', actions);
    const [before, behind] = columnOf(to, column);
    expect(Number(before) * 2).toBe(Number(behind));
  });

  it('says so where nothing took effect within the rows', async () => {
    const words = ['--adjust', actions, '--from', '2026-11-20'] as const;
    const told = await data('export', ...series, '--to', to, ...words);
    expect(told[1]).toBe('no action took effect within these rows: prices are as they were traded');
  });

  it('names each bad row of the table with its reason, and writes nothing', async () => {
    const bad = written('bad.csv', [
      'instrument,type,ex,ratio,perUnit',
      'SBIN.NSE,split,soon,2 for 1,',
      'SBIN.NSE,split,2026-11-20',
      'SBIN.NSE,split,2026-11-20,2:1,',
      '../SBIN,split,2026-11-20,2 for 1,',
      ',merge,2026-11-20,,',
    ]);
    const outcome = data('export', ...series, '--to', to, '--adjust', bad);
    await expect(outcome).rejects.toThrow(UsageError);
    const { message } = await outcome.then(
      () => new Error('nothing'),
      (error: Error) => error,
    );
    expect(message.replaceAll(bad, 'bad.csv').split('\n')).toEqual([
      'data export: --adjust bad.csv has 6 mistakes:',
      '  bad.csv:3: expected 5 cells, found 3',
      expect.stringContaining('bad.csv:2: ex: expected a day, 2026-11-20, or an instant'),
      expect.stringContaining('bad.csv:4: ratio: expected a ratio, 2 for 1, got 2:1'),
      expect.stringContaining('bad.csv:5: instrument: '),
      expect.stringContaining('bad.csv:6: instrument: '),
      expect.stringContaining('bad.csv:6: type: expected split, bonus'),
    ]);
    expect(existsSync(to)).toBe(false);
  });

  it.each([
    [['export', 'mark', 'SBIN.NSE'], 'prices of mark SBIN.NSE cannot be adjusted, expected bars'],
    [['export', ...series, '--prices', 'net'], '--prices net, expected splits or totalReturn'],
    [['export', ...series, '--places', '1'], 'the series has 2, expected 2 to 9'],
    [['export', ...series, '--places', 'many'], '--places many, expected 0 to 9'],
  ])('refuses %j', async (words, why) => {
    const outcome = data(...words, '--to', to, '--adjust', actions);
    await expect(outcome).rejects.toThrow(UsageError);
    await expect(outcome).rejects.toThrow(why);
    expect(existsSync(to)).toBe(false);
  });

  it.each([
    [['--prices', 'splits'], '--prices: without --adjust it says nothing'],
    [['--adjust', join(folder, 'nowhere.csv')], 'no such file'],
    [['--adjust', folder], 'no plain file'],
  ])('refuses %j', async (words, why) => {
    await expect(data('export', ...series, '--to', to, ...words)).rejects.toThrow(why);
  });
});

describe('argosy data report --adjust', () => {
  it('finds no jump where a share was split', async () => {
    // Nobody can call a jump one before enough days have shown what is usual.
    const rows = Array.from({ length: 80 }, (_, at) => {
      const date = new Date(Date.UTC(2026, 0, 5 + at)).toISOString().slice(0, 10);
      const price = (at < 70 ? 1000 : 100) + (at % 3);
      return `${date},${price},${price + 1},${price - 1},${price},10`;
    });
    const path = written('tcs.csv', ['date,open,high,low,close,volume', ...rows]);
    await data('import', path, '--instrument', 'TCS.X', '--yes');
    const split = written('split.csv', [
      'instrument,type,ex,ratio',
      'TCS.X,split,2026-03-16,10 for 1',
    ]);
    const words = ['report', 'bar', 'TCS.X', '1-DAY-LAST-EXTERNAL'] as const;
    expect((await data(...words)).join('\n')).toContain('1 moves far beyond the usual');
    const adjusted = await data(...words, '--adjust', split);
    expect(adjusted).toContain('  prices    adjusted, actions within them: 1');
    expect(adjusted.at(-1)).toBe('ends with 0');
    expect((await data('report', '--adjust', split)).join('\n')).toContain('mark SBIN.NSE');
  });
});
