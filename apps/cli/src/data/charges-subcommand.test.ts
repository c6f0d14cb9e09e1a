import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'charges-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function said(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  await runDataCommand(['charges', ...words], { say: (line) => lines.push(line), signal });
  return lines;
}

function file(text: string): string {
  const path = join(folder, 'fills.csv');
  writeFileSync(path, text);
  return path;
}

const one = ['--segment', 'nse.intraday', '--side', 'sell', '--qty', '50', '--price', '815.9'];

describe('argosy data charges', () => {
  test('shows the note of one fill', async () => {
    expect(await said('--date', '2026-08-10', '--broker', 'zerodha', ...one)).toEqual([
      '2026-08-10, india, broker zerodha, in INR',
      'brokerage  12.24',
      'exchange    1.25',
      'sebi        0.04',
      'stt        10.00',
      'gst         2.44',
      'total      25.97',
    ]);
  });

  test('takes the fills of a file, and tells each line and all of it for a program', async () => {
    const path = file(
      'segment,order,security,side,qty,price\nnse.delivery,1,SBIN,buy,10,800\n\nnse.delivery,2,TCS,sell,1,3000\n',
    );
    const lines = await said(
      path,
      '--date',
      '2026-08-10',
      '--broker',
      'zerodha',
      '--lines',
      '--dp',
    );
    expect(lines).toContain('nse.cash stt           11.00');
    expect(lines).toContain('dp                     15.34');
    const [json = ''] = await said(path, '--date', '2026-08-10', '--json');
    expect(JSON.parse(json)).toMatchObject({ broker: 'none', currency: 'INR', total: '12.61' });
  });

  test('tells every mistake of a file with its line', async () => {
    const path = file(
      'segment,order,security,side,qty,price,colour\nx,1,A,hold,-1,=1+1,red\nx,1,A,buy\nx,,A,buy,1,1,\n',
    );
    await expect(said(path, '--date', '2026-08-10')).rejects.toThrow(
      [
        `  ${path}:3: expected 7 cells, found 4`,
        `  ${path}:2: 'side': expected buy or sell, found hold`,
        `  ${path}:2: 'colour': is not known here`,
        `  ${path}:2: 'qty': expected a decimal above 0, found -1`,
        `  ${path}:2: 'price': expected a decimal from 0, found =1+1`,
        `  ${path}:4: 'order' is missing`,
      ].join('\n'),
    );
  });

  test('does not read a file larger than is looked at', async () => {
    const path = file('');
    truncateSync(path, 64 * 1024 * 1024 + 1);
    await expect(said(path, '--date', '2026-08-10')).rejects.toThrow('67108865 bytes, at most');
  });

  test('answers honestly for a day whose charges are not known', async () => {
    await expect(said('--date', '2019-01-01', ...one)).rejects.toThrow(
      'no rule is known: nse.intraday/exchange: not known before 2021-01-01',
    );
  });

  test('takes the last rules that are known for a later day, where it is told to', async () => {
    const later = ['--date', '2030-01-01', ...one];
    await expect(said(...later)).rejects.toThrow('not known after 2026-11-22');
    const lines = await said(...later, '--keep-last');
    expect(lines[0]).toBe('2026-11-22, india, broker none, in INR');
    const known = ['--date', '2026-08-10', ...one];
    expect(await said(...known, '--keep-last')).toEqual(await said(...known));
  });

  test.each([
    [['--date', '2026-08-10'], 'argosy data charges FILE'],
    [one, 'needs --date'],
    [['--date', '2026-08-10', '--market', 'mars', ...one], '--market mars: expected india, us'],
    [['--date', '2026-08-10', '--broker', 'me', ...one], '--broker me: expected none, zerodha'],
    [['a.csv', '--date', '2026-08-10', ...one], 'name one of both'],
    [['a.csv', 'b.csv', '--date', '2026-08-10'], 'one file, not also b.csv'],
  ])('refuses the words %j', async (words, why) => {
    await expect(said(...words)).rejects.toThrow(UsageError);
    await expect(said(...words)).rejects.toThrow(why);
  });
});
