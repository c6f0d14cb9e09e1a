import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { FolderStore, HistoryStore, toColumns } from '@argosy/catalog/history';
import { aQuote, aTrade } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runBacktestCommand } from '../run/backtest-command.ts';
import { runDataCommand } from './data-command.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
const { instrument } = aQuote();
const day = 86_400_000_000;
let folder = '';
let where = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-data-'));
  where = join(folder, 'history');
  const history = new HistoryStore({ store: await FolderStore.open(where), threads: 1 });
  const precision = { price: 2, size: 0 };
  for (const rows of [[aQuote({ at: 1 }), aQuote({ at: 2 })], [aQuote({ at: day })]]) {
    const series = { kind: 'quote', instrument } as const;
    await history.append({ series, batch: toColumns('quote', rows), precision, mode: 'add' });
  }
  const trades = { kind: 'trade', instrument } as const;
  const batch = toColumns('trade', [aTrade({ at: 3 })]);
  await history.append({ series: trades, batch, precision, mode: 'add' });
  await history.close();
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What `argosy data` says, and what it ends with. */
async function data(...words: readonly string[]) {
  const said: string[] = [];
  const { signal } = new AbortController();
  const terminal = { say: (line: string) => void said.push(line), signal };
  const code = await runDataCommand([...words, '--history', where], terminal);
  return { code, said };
}

describe('argosy data', () => {
  test('lists what is there, as lines and as data', async () => {
    const { code, said } = await data('list');
    expect(code).toBe(0);
    expect(said).toEqual([
      expect.stringMatching(
        /^quote SBIN\.NSE: 3 rows, 1970-01-01T00:00:00.000001Z to 1970-01-02T00:00:00Z, 2 files, 0\.00 MB$/u,
      ),
      expect.stringMatching(/^trade SBIN\.NSE: 1 rows/u),
    ]);
    const asData: unknown = JSON.parse((await data('list', '--json')).said[0] ?? '');
    expect(asData).toMatchObject({
      series: [{ series: 'quote SBIN.NSE', rows: 3 }, {}],
      tapes: [],
    });
  });

  test('exports a series within a range, and refuses to write over a file', async () => {
    const to = join(folder, 'quotes.csv');
    const words = ['export', 'quote', instrument, '--to', to, '--until', '1970-01-02'];
    expect(await data(...words)).toEqual({ code: 0, said: [`2 rows in ${to}`] });
    expect(readFileSync(to, 'utf8').split('\n')).toHaveLength(4);
    await expect(data(...words)).rejects.toThrow('it is there already');
  });

  test('verifies, and ends with 1 where a file is damaged', async () => {
    const whole = await data('verify');
    expect(whole.code).toBe(0);
    expect(whole.said.join('\n')).toMatch(/^2 series, 3 files, 4 rows, .*: all whole$/u);
    const path = join(where, 'kind=trade', `instrument=${instrument}`, '1970-01-01.1.parquet');
    writeFileSync(path, 'damaged');
    const { code, said } = await data('verify');
    expect([code, said.length]).toEqual([1, 2]);
    expect(said[0]).toContain(`${path}: its SHA-256 is`);
  });

  test('compacts, and drops what is older than its kind is kept', async () => {
    expect((await data('compact')).said).toEqual([
      '2 files became 1; 0 that nobody names are gone',
    ]);
    expect((await data('retain', '--keep', 'quote=30')).said).toEqual([
      '3 rows of 1 series dropped',
    ]);
    expect((await data('list')).said[0]).toContain('quote SBIN.NSE: 0 rows, nothing to nothing');
  });

  test.each([
    [['list', 'more'], 'argosy data list'],
    [['export', 'quote', 'SBIN.NSE'], '--to FILE.csv'],
    [['export', 'quotes', 'SBIN.NSE', '--to', 'x.csv'], 'expected one of quote, trade, bar'],
    [['export', 'quote', '../x', '--to', 'x.csv'], 'instrument "../x", expected no slash'],
    [['export', 'quote', 'X.NSE', '--to', 'x.csv'], 'history has no such series'],
    [['export', 'quote', 'SBIN.NSE', '--to', 'x.csv', '--from', 'soon'], '--from soon'],
    [['retain'], 'argosy data retain'],
    [['retain', '--keep', 'quotes=3'], '--keep quotes=3'],
    [['retain', '--keep', 'quote=0'], 'expected 1 to'],
    [['roll'], 'argosy data roll'],
    [['roll', '/nowhere/at/all'], 'a folder has no tape'],
  ])('refuses %j in words', async (words, why) => {
    await expect(data(...words)).rejects.toThrow(why);
  });

  test('refuses a folder that is not there', async () => {
    where = join(folder, 'nowhere');
    await expect(data('list')).rejects.toThrow(`there is no such folder: ${where}`);
    expect(existsSync(where)).toBe(false);
  });

  test('rolls the tape of a recorded run into history', async () => {
    cpSync(join(examples, 'data'), join(folder, 'data'), { recursive: true });
    const run = join(folder, 'run.yaml');
    cpSync(join(examples, 'sp500.yaml'), run);
    const record = join(folder, 'record');
    const terminal = { write: () => undefined };
    await runBacktestCommand(run, { out: null, proves: false, terminal, journal: record });
    const { code, said } = await data('roll', record, '--through-end');
    expect([code, said]).toEqual([0, [expect.stringMatching(/^5031 rows rolled, up to number/u)]]);
    expect((await data('list')).said.join('\n')).toContain(
      'bar SP500.SAMPLE 1-DAY-LAST-EXTERNAL: 5031 rows',
    );
  });
});
