import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const history = join(folder, 'history');
async function run(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const { signal } = new AbortController();
  const code = await runDataCommand([...words, '--history', history], { say, signal });
  return [...lines, `ends with ${code}`];
}

beforeAll(async () => {
  const path = join(folder, 'sbin.csv');
  const days = ['2026-11-02', '2026-11-03', '2026-11-05'];
  writeFileSync(
    path,
    `date,open,high,low,close\n${days.map((day) => `${day},1,2,1,2\n`).join('')}`,
  );
  await run('import', path, '--instrument', 'SBIN.NSE', '--yes');
});

describe('argosy data report', () => {
  const series = ['bar', 'SBIN.NSE', '1-DAY-LAST-EXTERNAL'] as const;

  it('tells what was found, and ends with 1', async () => {
    expect(await run('report', ...series)).toEqual([
      'bar SBIN.NSE 1-DAY-LAST-EXTERNAL',
      '  rows      3, 2026-11-02T10:00:00Z to 2026-11-05T10:00:00Z',
      '  days      3, of 4',
      '  hours of  nse',
      '  1 days without a row',
      '    2026-11-04T03:45:00Z  2026-11-04',
      'ends with 1',
    ]);
  });

  it('ends with 0 where nothing was found', async () => {
    const lines = await run('report', '--market', 'none');
    expect(lines.slice(-2)).toEqual(['  nothing was found', 'ends with 0']);
  });

  it('gives the same as data', async () => {
    const [json = ''] = await run('report', ...series, '--json');
    expect(JSON.parse(json)).toMatchObject({
      rows: 3,
      findings: [{ kind: 'missingDay', count: 1 }],
    });
  });

  it.each([[['bar']], [['bar', 'SBIN.NSE', 'x', 'y']]])('refuses %j', async (words) => {
    await expect(run('report', ...words)).rejects.toThrow(UsageError);
  });
});
