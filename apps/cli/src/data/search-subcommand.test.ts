import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const list = `exchange,symbol,kind,name,isin,underlying,expiry,strike,right,close,turnover,token
NSE,SBIN,equity,State Bank of India,INE062A01020,,,,,812.50,5000000,3045
BSE,SBIN,equity,State Bank of India,INE062A01020,,,,,812.40,40000,500112
NSE,NIFTY,index,Nifty 50,,,,,,24512.30,,26000
NSE,ZETAONE,equity,Zeta Motors,,,,,,,,7
NSE,ZETATWO,equity,Zeta Pumps,,,,,,,,8
NFO,NIFTY24NOV26FUT,future,,,NIFTY,2026-11-24,,,24540.00,9000,1
NFO,NIFTY24NOV2624400CE,option,,,NIFTY,2026-11-24,24400,call,,,2
NFO,NIFTY24NOV2624500CE,option,,,NIFTY,2026-11-24,24500,call,,,3
NFO,NIFTY01DEC2624500CE,option,,,NIFTY,2026-12-01,24500,call,,,4
CDS,USDINR26NOV2684.25CE,option,,,USDINR,2026-11-26,84.25,call,,,5
`;
let folder = '';
let days = '';

async function said(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const code = await runDataCommand(words, { say: (line: string) => lines.push(line), signal });
  return [...lines, `ends with ${code}`];
}

/** The ids that are printed. */
async function found(...words: readonly string[]): Promise<readonly string[]> {
  const lines = await said('search', days, ...words);
  return lines.slice(0, -1).map((line) => line.split(' ')[0] ?? '');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-cli-search-'));
  days = join(folder, 'days');
  const path = join(folder, 'list.csv');
  writeFileSync(path, list);
  await said('instruments', 'load', days, `argosy=${path}`, '--day', '2026-11-21');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('argosy data search', () => {
  it('finds a share by its name, the exchange where more is traded first, with its last close', async () => {
    expect(await said('search', days, 'state', 'bank')).toEqual([
      'SBIN.NSE                     equity  SBIN                     State Bank of India  812.5',
      'SBIN.BSE                     equity  SBIN                     State Bank of India  812.4',
      'ends with 0',
    ]);
  });

  it('finds a contract by what is said of it, the nearest expiry first', async () => {
    expect(await found('nifty', '24500', 'ce')).toEqual([
      'NIFTY-20261124-C24500.NFO',
      'NIFTY-20261201-C24500.NFO',
    ]);
  });

  it('takes the strike nearest to the close of the index', async () => {
    expect((await found('nifty nov ce'))[0]).toBe('NIFTY-20261124-C24500.NFO');
  });

  it('knows strikes with fractions, codes and typos', async () => {
    expect(await found('usdinr', '84.25', 'ce')).toEqual(['USDINR-20261126-C84.25.CDS']);
    expect(await found('500112')).toEqual(['SBIN.BSE']);
    expect(await found('stat', 'bnak')).toEqual(['SBIN.NSE', 'SBIN.BSE']);
  });

  it('keeps to exchanges and kinds', async () => {
    expect(await found('sbin', '--exchange', 'BSE')).toEqual(['SBIN.BSE']);
    expect(await found('nifty', '--kind', 'future', '--kind', 'index')).toEqual([
      'NIFTY.NSE',
      'NIFTY-20261124-F.NFO',
    ]);
  });

  it('goes by what a company is worth, where it is known beside the days', async () => {
    expect(await found('zeta')).toEqual(['ZETAONE.NSE', 'ZETATWO.NSE']);
    const known = join(folder, 'known.csv');
    const head = 'id,from,attribute,value\n';
    writeFileSync(known, `${head}ZETATWO.NSE,2026-11-01,marketCap,900000000000\n`);
    await said('instruments', 'describe', days, known);
    expect(await found('zeta')).toEqual(['ZETATWO.NSE', 'ZETAONE.NSE']);
  });

  it('tells programs the cursor of the next page too', async () => {
    const lines = await said('search', days, 'nifty', '--limit', '2', '--json');
    expect(lines).toHaveLength(4);
    expect(lines.at(-2)).toMatch(/^\{"next":"[\w-]+"\}$/u);
  });

  it('goes on behind a page', async () => {
    const first = await said('search', days, 'nifty', '--limit', '2');
    const cursor = first.at(-2)?.replace('more with --cursor ', '') ?? '';
    expect(await found('nifty', '--cursor', cursor)).toEqual([
      'NIFTY-20261124-C24500.NFO',
      'NIFTY-20261124-C24400.NFO',
      'NIFTY-20261201-C24500.NFO',
    ]);
  });

  it('prints JSON', async () => {
    const [line = ''] = await said('search', days, 'nifty fut', '--json');
    expect(JSON.parse(line)).toMatchObject({
      row: { id: 'NIFTY-20261124-F.NFO' },
      last: { price: 24_540 },
    });
  });

  it('ends with 1 where nothing is called so', async () => {
    expect(await said('search', days, 'zzzz')).toEqual([
      'zzzz: nothing of 2026-11-21 is called so',
      'ends with 1',
    ]);
  });

  it('tells its words, and refuses others', async () => {
    expect((await said('search', '--help')).join('\n')).toContain('argosy data search DIR WORDS');
    for (const words of [
      [],
      [days],
      [join(folder, 'none'), 'sbin'],
      [days, 'sbin', '--kind', 'thing'],
    ]) {
      await expect(said('search', ...words)).rejects.toThrow(UsageError);
    }
    await expect(said('search', days, 'sbin', '--limit', '99')).rejects.toThrow('1 to 50');
  });
});
