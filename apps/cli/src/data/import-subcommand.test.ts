import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'sbin.csv');
writeFileSync(
  path,
  `Date,Open,High,Low,Close,Volume
2026-11-02,800.10,812.00,799.05,810.55,120000
2026-11-03,811.00,815.50,805.00,806.25,98000
`,
);
const history = join(folder, 'history');
const instrument = ['--instrument', 'SBIN.NSE'] as const;

async function run(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const { signal } = new AbortController();
  const code = await runDataCommand(['import', ...words, '--history', history], { say, signal });
  return [...lines, `ends with ${code}`];
}

describe('argosy data import', () => {
  it('shows what a file would be taken in as, and takes nothing in', async () => {
    expect(await run(path, ...instrument)).toEqual([
      'file          utf-8, cells by ",", with a header',
      'rows          bars 1-DAY-LAST-EXTERNAL, named by their day',
      'instrument    SBIN.NSE',
      'times         YYYY-MM-DD, by the clock of NSE',
      'places        2 of prices, 0 of quantities',
      '  time         Date',
      '  open         Open',
      '  high         High',
      '  low          Low',
      '  close        Close',
      '  volume       Volume',
      '',
      'the first rows, as they would be kept',
      '  SBIN.NSE 2026-11-02T03:45:00Z to 2026-11-02T10:00:00Z 800.10 812.00 799.05 810.55 volume 120000',
      '  SBIN.NSE 2026-11-03T03:45:00Z to 2026-11-03T10:00:00Z 811.00 815.50 805.00 806.25 volume 98000',
      '',
      'Nothing was taken in; --yes does, as shown.',
      'ends with 0',
    ]);
    expect(existsSync(history)).toBe(false);
  });

  it.each([
    ['y', 1],
    ['Yes ', 1],
    ['', 0],
    ['n', 0],
    ['yellow', 0],
  ])('asks who sits at the terminal: %j', async (answer, taken) => {
    const asked: string[] = [];
    const lines: string[] = [];
    const { signal } = new AbortController();
    const ask = (question: string): Promise<string> => {
      asked.push(question);
      return Promise.resolve(answer);
    };
    const own = join(folder, `asked-${answer}`);
    const words = ['import', path, ...instrument, '--history', own];
    await runDataCommand(words, { say: (line) => lines.push(line), signal, ask });
    expect(asked).toEqual(['Take it in as shown? [y/N] ']);
    expect(lines.filter((line) => line.startsWith('2 rows of'))).toHaveLength(taken);
    expect(existsSync(own)).toBe(taken === 1);
  });

  it('asks nobody what a word has said, a program reads, or is in doubt', async () => {
    const { signal } = new AbortController();
    const ask = (): Promise<string> => Promise.reject(new Error('nobody is asked'));
    const terminal = { say: () => undefined, signal, ask };
    const own = ['--history', join(folder, 'unasked')];
    for (const words of [[...instrument, '--yes'], [...instrument, '--json'], []]) {
      await expect(runDataCommand(['import', path, ...words, ...own], terminal)).resolves.toBe(0);
    }
  });

  it('takes it in once it is confirmed, by a word or by a mapping that was written', async () => {
    const mapping = join(folder, 'mapping.json');
    await run(path, ...instrument, '--write-mapping', mapping);
    expect(JSON.parse(readFileSync(mapping, 'utf8'))).toMatchObject({ kind: 'bar', moment: 'day' });
    expect(await run(path, '--mapping', mapping)).toEqual([
      `2 rows of ${path}, 0 left out`,
      '  bar SBIN.NSE 1-DAY-LAST-EXTERNAL: 2 rows, 0 in the place of others',
      'ends with 0',
    ]);
    const [json = ''] = await run(path, ...instrument, '--yes', '--json');
    expect(JSON.parse(json)).toMatchObject({ rows: 2, series: [{ rows: 2, replaced: 2 }] });
  });

  it('does not take in what is in doubt, even where it is confirmed', async () => {
    const lines = await run(path, '--yes');
    expect(lines).toContain('  the instrument: say it (--instrument SBIN.NSE)');
    expect(lines.at(-1)).toBe('ends with 1');
  });

  it('tells a mapping that is none', async () => {
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, '{ "version": 1, "kind": "bar", "columns": { "time": 0, "open": 0 } }');
    await expect(run(path, '--mapping', wrong)).rejects.toThrow(
      /wrong\.json: .*columns, expected each place once; columns\.high is missing/u,
    );
  });

  it.each([
    [[], /argosy data import FILE/u],
    [[path, 'more'], /argosy data import FILE/u],
    [[path, '--kind', 'book'], /--kind book, expected bar, quote, trade/u],
    [[path, '--skip-bad', 'all'], /--skip-bad all, expected a whole number/u],
    [[path, '--mapping', 'x', '--spec', 'y'], /--spec: the mapping says it/u],
  ])('refuses %j', async (given, message) => {
    const confirmed = given.includes('--skip-bad') ? [...instrument, '--yes'] : [];
    await expect(run(...given, ...confirmed)).rejects.toThrow(UsageError);
    await expect(run(...given, ...confirmed)).rejects.toThrow(message);
  });
});
