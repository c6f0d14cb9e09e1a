import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FolderStore, HistoryStore, toSeries } from '@argosy/catalog/history';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-resample-'));
const where = join(folder, 'history');
const minutes = ['bar', 'SBIN.NSE', '1-MINUTE-LAST-EXTERNAL'] as const;

async function data(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const terminal = { say: (line: string) => void lines.push(line), signal };
  const code = await runDataCommand([...words, '--history', where], terminal);
  return [...lines, `ends with ${code}`];
}

beforeAll(async () => {
  // Three hours of minutes by the clock of India, each a rupee above the one before.
  const rows = Array.from({ length: 180 }, (_, at) => {
    const time = new Date(Date.UTC(2026, 10, 20, 9, 15 + at)).toISOString().slice(0, 16);
    return `${time.replace('T', ' ')},${100 + at},${102 + at},${99 + at},${101 + at},10`;
  });
  const path = join(folder, 'minutes.csv');
  writeFileSync(path, ['time,open,high,low,close,volume', ...rows, ''].join('\n'));
  await data('import', path, '--instrument', 'SBIN.NSE', '--yes');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('argosy data resample', () => {
  it('makes hours of minutes, which are a series like another', async () => {
    const to = ['--to', '1-HOUR-LAST-EXTERNAL', '--offset', '03:45'] as const;
    const lines = await data('resample', ...minutes, ...to);
    const made = 'bar SBIN.NSE 1-HOUR-LAST-EXTERNAL';
    expect(lines).toEqual([`3 rows of ${made}, of ${minutes.join(' ')}`, 'ends with 0']);
    const history = new HistoryStore({ store: await FolderStore.open(where) });
    const bars = await history.scan(toSeries('bar', 'SBIN.NSE', '1-HOUR-LAST-EXTERNAL'));
    await history.close();
    expect(new Date((bars.numbers('opens_us')[0] ?? 0) / 1000).toISOString()).toBe(
      '2026-11-20T03:45:00.000Z',
    );
    const values = ['open', 'high', 'low', 'close', 'volume'].map((name) => bars.numbers(name)[0]);
    expect(values).toEqual([10_000, 16_100, 9_900, 16_000, 600]);
    // Once more changes nothing.
    await data('resample', ...minutes, ...to);
    expect((await data('list'))[0]).toMatch(/1-HOUR-LAST-EXTERNAL: 3 rows/u);
  });

  it.each([
    [[...minutes], '--to is needed'],
    [['bar'], 'expected a kind, an instrument'],
    [[...minutes, '--to', '100-TICK-LAST-EXTERNAL'], 'TICK bars are built inside'],
    [[...minutes, '--to', '1-HOUR-LAST-INTERNAL'], 'expected bars of time'],
    [[...minutes, '--to', '1-HOUR-LAST-EXTERNAL', '--offset', '9'], '--offset 9: expected hours'],
    [[...minutes, '--to', '90-SECOND-LAST-EXTERNAL'], 'expected a whole number of'],
    [['bar', 'TCS.NSE', '1-MINUTE-LAST-EXTERNAL', '--to', '1-HOUR-LAST-EXTERNAL'], 'TCS.NSE'],
  ])('refuses %j', async (words, message) => {
    const outcome = data('resample', ...words);
    await expect(outcome).rejects.toThrow(UsageError);
    await expect(outcome).rejects.toThrow(message);
  });
});
