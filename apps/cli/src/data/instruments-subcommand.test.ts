import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { angelFileOf, kiteHeader, kiteRow, madeUpScrips } from '@argosy/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const market = { rows: 3000, day: 20_778, seed: 'cli' };
const angel = [...angelFileOf(market)].join('');
const kite = [kiteHeader, ...[...madeUpScrips(market)].map(kiteRow)].join('\n');

let folder = '';
let days = '';

async function said(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const terminal = { say: (line: string) => lines.push(line), signal };
  const code = await runDataCommand(['instruments', ...words], terminal);
  return [...lines.flatMap((line) => line.split('\n')), `ends with ${code}`];
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

let loaded: readonly string[] = [];
let again: readonly string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-cli-instruments-'));
  days = join(folder, 'days');
  const one = file('angel.json', angel);
  const two = file('kite.csv', kite);
  loaded = await said('load', days, `angel=${one}`, `zerodha=${two}`, '--day', '2026-11-20');
  const renamed = file('later.json', angel.replace('INFY-EQ', 'INFYX-EQ'));
  const same = file('same.csv', kite.replaceAll('INFY,', 'INFYX,'));
  again = await said('load', days, `angel=${renamed}`, `zerodha=${same}`, '--day', '2026-11-21');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('argosy data instruments', () => {
  it('loads a day from the files of two brokers', () => {
    expect(loaded.at(-1)).toBe('ends with 0');
    expect(loaded).toContain(`${join(folder, 'angel.json')}: 3000 of 3000 rows`);
    expect(loaded.at(-2)).toBe(
      `3000 instruments of 2026-11-20 in ${join(days, '2026-11-20.instruments')}`,
    );
  });

  it('counts what is otherwise since the day before', () => {
    expect(again.at(-2)).toBe('0 listed, 0 delisted, 0 ended, 1 terms changed since 2026-11-20');
  });

  it('lists the days', async () => {
    expect(await said('days', days)).toEqual(['2026-11-20', '2026-11-21', 'ends with 0']);
    expect(await said('days', join(folder, 'nowhere'))).toContain(
      `${join(folder, 'nowhere')}: no day of instruments in it`,
    );
  });

  it('prints what is otherwise between two days', async () => {
    const lines = await said('diff', days, '2026-11-20');
    expect(lines).toContain('  INFY.NSE: symbol INFY → INFYX');
    expect(await said('diff', days, '2026-11-20', '2026-11-21', '--json')).toContain(
      '{"what":"symbol","id":"INFY.NSE","before":"INFY","after":"INFYX"}',
    );
  });

  it.each(['INFY.NSE', 'NSE:INFYX', 'angel:NSE:1002', 'NSE:INFYX-EQ'])(
    'finds a share by %s',
    async (key) => {
      const lines = await said('find', days, key);
      expect(lines).toContain('id          INFY.NSE');
      expect(lines).toContain('angel       1002 INFYX-EQ');
    },
  );

  it('finds an option as JSON', async () => {
    const [line = ''] = await said('find', days, 'NIFTY-20261124-C24500.NFO', '--json');
    expect(JSON.parse(line)).toMatchObject({
      expiry: '2026-11-24',
      strike: '24500.00',
      right: 'call',
      lot: '65',
    });
  });

  it('tells the exchange of a share, and apart from it what the exchange calls it', async () => {
    const place = join(folder, 'closes');
    const head = 'SYMBOL,SERIES,CLOSE,TOTTRDQTY,TOTTRDVAL,ISIN,\n';
    const row = 'SBIN,EQ,805.5,100000,80550000,INE062A01020,\n';
    const closes = file('closes.csv', head + row);
    await said('load', place, `bhavcopy=${closes}`, '--day', '2026-11-20');
    const lines = await said('find', place, 'SBIN.NSE');
    expect(lines).toContain('exchange    NSE');
    expect(lines).toContain('listed as   SBIN');
  });

  it('says when the same day is read again, and refuses contracts that ended long before it', async () => {
    const place = join(folder, 'again');
    const load = ['load', place, `angel=${join(folder, 'angel.json')}`, '--day'] as const;
    await said(...load, '2026-11-20');
    const again = await said(...load, '2026-11-20');
    expect(again.at(-2)).toMatch(/0 terms changed since the same day was read before$/u);
    await expect(said(...load, '2027-11-20')).rejects.toThrow(
      /ended \(contracts\): expected contracts that had not ended by 2027-11-20, found \d+ of \d+ had/u,
    );
  });

  it('looks at an earlier day', async () => {
    expect(await said('find', days, 'NSE:INFY', '--day', '2026-11-20')).toContain(
      'symbol      INFY',
    );
    expect(await said('find', days, 'NSE:INFY')).toEqual([
      'NSE:INFY: nothing of 2026-11-21 is called so',
      'ends with 1',
    ]);
  });

  it('prints expiries and a chain', async () => {
    const expiries = await said('chain', days, 'NFO:NIFTY');
    expect(expiries[0]).toBe('2026-11-24  160 strikes');
    const chain = await said('chain', days, 'NFO:NIFTY', '2026-11-24');
    expect(chain).toContain('    24500.00  NIFTY-20261124-C24500.NFO  NIFTY-20261124-P24500.NFO');
    const [line = ''] = await said('chain', days, 'NFO:NIFTY', '2026-11-24', '--json');
    expect(JSON.parse(line)).toHaveProperty('put');
    expect((await said('chain', days, 'NFO:NOTHING')).at(-1)).toBe('ends with 1');
  });

  it('refuses a file that looks wrong, and takes it anyway where it is told to', async () => {
    const half = `angel=${file('half.json', [...angelFileOf({ ...market, rows: 1000 })].join(''))}`;
    const load = ['load', days, half, '--day', '2026-11-22'] as const;
    await expect(said(...load)).rejects.toThrow('expected at least 80 %');
    expect(await said('days', days)).not.toContain('2026-11-22');
    const other = join(folder, 'other');
    await said('load', other, `angel=${join(folder, 'angel.json')}`, '--day', '2026-11-21');
    const taken = await said('load', other, half, '--day', '2026-11-22', '--anyway');
    expect(taken.some((line) => line.startsWith('trusted: fewer (NFO)'))).toBe(true);
  });

  it('refreshes a day from an address, and says why where it cannot', async () => {
    const server = createServer((_, response) => response.end(angel));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const place = join(folder, 'refreshed');
    const words = [
      'refresh',
      place,
      `angel=http://127.0.0.1:${port}/scrips.json`,
      '--day',
      '2026-11-21',
    ];
    const lines = await said(...words);
    await new Promise((resolve) => server.close(resolve));
    expect(lines.at(-2)).toBe(
      `3000 instruments of 2026-11-21 in ${join(place, '2026-11-21.instruments')}`,
    );
    expect(await said('refreshed', place)).toEqual([
      '2026-11-21: done, 3000 instruments',
      `  angel=http://127.0.0.1:${port}/scrips.json`,
      'ends with 0',
    ]);
    const failed = await said(...words.slice(0, -1), '2026-11-22');
    expect(failed.at(-1)).toBe('ends with 1');
    expect(failed.at(-2)).toContain(
      'failed: the file of instruments could not be fetched: http://127.0.0.1',
    );
    const [line = ''] = await said('refreshed', place, '--json');
    expect(JSON.parse(line)).toMatchObject({ day: '2026-11-22', phase: 'failed', rows: null });
    expect(await said('refreshed', days)).toContain(`${days}: nothing was refreshed there`);
  });

  it('keeps what is known of instruments beside the days, and find tells it by day', async () => {
    const path = file(
      'known.csv',
      'id,from,attribute,value\nSBIN.NSE,2026-11-20,sector,Banks\nSBIN.NSE,2026-11-21,marketCap,7e3\n',
    );
    await expect(said('describe', days, path)).rejects.toThrow("line 3, field 'value'");
    writeFileSync(path, readFileSync(path, 'utf8').replace('7e3', '7000'));
    expect(await said('describe', days, path)).toEqual([
      `2 rows of 1 instruments are known in ${days}`,
      'ends with 0',
    ]);
    const [line = ''] = await said('find', days, 'SBIN.NSE', '--json');
    expect(JSON.parse(line)).toMatchObject({ sector: 'Banks', marketCap: '7000' });
    const before = await said('find', days, 'SBIN.NSE', '--day', '2026-11-20');
    expect(before).toContain('sector      Banks');
    expect(before.some((one) => one.startsWith('marketCap'))).toBe(false);
    expect(await said('days', days)).toEqual(['2026-11-20', '2026-11-21', 'ends with 0']);
  });

  it('checks a file of attributes, and prints what was known when', async () => {
    const path = file(
      'attributes.csv',
      'id,from,attribute,value\nSBIN.NSE,2026-11-20,sector,Banks\nSBIN.NSE,2026-11-22,sector,\n' +
        'SBIN.NSE,2026-11-20,surveillance,ASM-1|GSM-0\n',
    );
    expect(await said('attributes', path)).toEqual(['3 rows of 1 instruments', 'ends with 0']);
    expect(await said('attributes', path, 'SBIN.NSE')).toEqual([
      '2026-11-20  sector          Banks',
      '2026-11-20  surveillance    ASM-1|GSM-0',
      '2026-11-22  sector          -',
      'ends with 0',
    ]);
    expect(await said('attributes', path, 'SBIN.NSE', '--day', '2026-11-21')).toEqual([
      'sector          Banks',
      'surveillance    ASM-1|GSM-0',
      'ends with 0',
    ]);
    const [line = ''] = await said('attributes', path, 'SBIN.NSE', '--day', '2026-11-21', '--json');
    expect(JSON.parse(line)).toMatchObject({ sector: 'Banks', surveillance: ['ASM-1', 'GSM-0'] });
    expect(await said('attributes', path, 'INFY.NSE')).toEqual([
      'INFY.NSE: nothing is known of it',
      'ends with 1',
    ]);
    expect(await said('attributes', path, 'SBIN.NSE', '--day', '2020-01-01')).toContain(
      'ends with 1',
    );
  });

  it.each([
    [['load', 'x', 'angel=y'], '--day is needed'],
    [['load', 'x', 'y', '--day', '2026-11-20'], 'y: expected SOURCE=FILE'],
    [['load', 'x', 'robinhood=y', '--day', '2026-11-20'], 'robinhood=y: expected SOURCE=FILE'],
    [['load', 'x', 'angel=y', '--day', 'today'], 'today is no day, expected 2026-11-24'],
    [['find', 'nowhere', 'SBIN.NSE'], 'nowhere: no day of instruments in it'],
    [['find', 'nowhere', 'SBIN.NSE', '--anyway'], '--anyway: find has no use for it'],
    [['chain', 'x', 'NIFTY'], 'NIFTY: expected EXCHANGE:UNDERLYING'],
    [['id', 'SBIN'], 'SBIN: no instrument id'],
    [['id', '../x.NSE'], '../x.NSE: no instrument id'],
    [['diff', 'x'], 'argosy data instruments diff DIR DAY [DAY]'],
    [['nonsense'], 'argosy data instruments: what can be traded'],
  ])('refuses %j', async (words, message) => {
    const outcome = said(...words);
    await expect(outcome).rejects.toThrow(UsageError);
    await expect(outcome).rejects.toThrow(message);
  });

  it('prints its help', async () => {
    const lines = await said('--help');
    expect(lines[0]).toBe('argosy data instruments: what can be traded, by day');
    expect(lines.at(-1)).toBe('ends with 0');
  });
});
