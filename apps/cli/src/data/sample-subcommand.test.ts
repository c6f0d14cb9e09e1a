import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';
import { dataSamples, pathOfSample } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const history = ['--history', join(folder, 'history')] as const;

async function run(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const { signal } = new AbortController();
  const code = await runDataCommand(words, { say, signal });
  return [...lines, `ends with ${code}`];
}

describe('argosy data sample', () => {
  it('lists what comes along, each with its licence', async () => {
    expect(await run('sample')).toEqual([
      'sp500    S&P 500, daily bars, 1999 to 2018 (NCSA)',
      'nasdaq   NASDAQ Composite, daily bars, 1999 to 2018 (NCSA)',
      'vix      Cboe Volatility Index, daily bars, 2016 to July 2026 (PDDL)',
      'ends with 0',
    ]);
  });

  it('takes all of them into history, where they are listed', async () => {
    expect(await run('sample', 'sp500', 'nasdaq', 'vix', ...history)).toEqual([
      'sp500: 5031 rows as bar SP500.SAMPLE 1-DAY-LAST-EXTERNAL',
      'nasdaq: 5031 rows as bar NASDAQ.SAMPLE 1-DAY-LAST-EXTERNAL',
      'vix: 2600 rows as bar VIX.SAMPLE 1-DAY-LAST-EXTERNAL',
      'ends with 0',
    ]);
    expect((await run('list', ...history)).join('\n')).toMatch(/VIX\.SAMPLE .*: 2600 rows, 2016/u);
  });

  it('brings nothing whose source and licence are not written down', () => {
    for (const sample of dataSamples) {
      const sources = readFileSync(join(dirname(pathOfSample(sample)), 'SOURCES.md'), 'utf8');
      const row = sources.split('\n').find((line) => line.startsWith(`| \`${sample.file}\``));
      expect(row).toContain(sample.licence);
    }
  });

  it('refuses a name that there is none of, before anything is taken', async () => {
    const other = ['--history', join(folder, 'other')] as const;
    await expect(run('sample', 'sp500', 'dax', ...other)).rejects.toThrow(UsageError);
    await expect(run('sample', 'dax')).rejects.toThrow(
      'no sample dax; there are sp500, nasdaq, vix',
    );
    await expect(run('list', ...other)).rejects.toThrow('other');
  });
});
