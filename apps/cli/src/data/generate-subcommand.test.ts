import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { openRun } from '../run/open-run.ts';
import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-generate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const brief = ['--shares', '4', '--events', '0.2', '--step', '300'] as const;

async function generate(
  words: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const code = await runDataCommand(['generate', ...words], { say, signal });
  return [...lines, `ends with ${code}`];
}

describe('argosy data generate', () => {
  it('writes files that say what they are, and the first half of a run file', async () => {
    const out = join(folder, 'market');
    const lines = await generate([...brief, '--out', out, '--bars', '1-DAY-LAST-EXTERNAL']);
    expect(lines.at(-1)).toBe('ends with 0');
    expect(readdirSync(out).toSorted()).toEqual([
      'bars-1-day-last-external.csv',
      'index.csv',
      'market.yaml',
      'quotes.csv',
      'trades.csv',
    ]);
    const yaml = readFileSync(join(out, 'market.yaml'), 'utf8');
    expect(yaml).toContain('{ id: BANK01.DEMO, kind: equity, exchange: DEMO, currency: INR');
    expect(yaml).toContain('{ file: bars-1-day-last-external.csv, spec: 1-DAY-LAST-EXTERNAL }');
  });

  it('leaves a market that a run goes on with', async () => {
    const out = join(folder, 'run');
    await generate([...brief, '--derivatives', '--out', out]);
    const rest = `accounts: [{ id: DEMO, balance: 1000.00 INR }]\nstrategies:\n  - id: cross\n    strategy: EmaCross\n    account: DEMO\n    parameters: { instrument: BANK01.DEMO }\n`;
    const path = join(out, 'run.yaml');
    writeFileSync(path, readFileSync(join(out, 'market.yaml'), 'utf8') + rest);
    const { config } = await openRun(path, {});
    expect(config.sources.map(({ name }) => name)).toEqual([
      'index.csv',
      'quotes.csv',
      'trades.csv',
    ]);
    expect(config.instruments.some(({ kind }) => kind === 'option')).toBe(true);
  });

  it('writes the same bytes for the same words', async () => {
    const outs = ['one', 'two'].map((name) => join(folder, name));
    for (const out of outs) await generate([...brief, '--seed', 'x', '--out', out]);
    const [one, two] = outs.map((out) => readFileSync(join(out, 'quotes.csv'), 'utf8'));
    expect(one?.split('\n').length).toBeGreaterThan(100);
    expect(two).toBe(one);
  });

  it('names futures and options where it is asked for them', async () => {
    const out = join(folder, 'derivatives');
    await generate([...brief, '--derivatives', '--out', out]);
    const yaml = readFileSync(join(out, 'market.yaml'), 'utf8');
    expect(yaml).toMatch(
      /id: INDEX-20261103-C25000\.DEMO, kind: option.*strike: 25000\.00, right: call/u,
    );
  });

  it('leaves a folder alone that is there', async () => {
    const out = join(folder, 'mine');
    mkdirSync(out);
    await expect(generate([...brief, '--out', out])).rejects.toThrow('into a folder of its own');
    expect(readdirSync(out)).toEqual([]);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const out = join(folder, 'interrupted');
    const words = ['--shares', '10', '--events', '100', '--step', '1', '--days', '3', '--out', out];
    await expect(generate(words, AbortSignal.abort())).rejects.toThrow('aborted');
    expect(readdirSync(folder).filter((name) => /partial|interrupted/u.test(name))).toEqual([]);
  });

  it.each([
    [[], /argosy data generate --out DIR/u],
    [['--out', 'x', 'more'], /argosy data generate --out DIR/u],
    [['--out', 'x', '--days', 'many'], /--days many, expected a number/u],
    [['--out', 'x', '--kinds', 'gossip'], /--kinds gossip, expected quote, trade, book, index/u],
    [['--out', 'x', '--depth', '3'], /--depth: there are no books without --kinds book/u],
  ])('refuses %j', async (words, message) => {
    await expect(generate(words)).rejects.toThrow(UsageError);
    await expect(generate(words)).rejects.toThrow(message);
  });

  it('refuses what no market can be made by, and says what', async () => {
    await expect(generate(['--out', 'x', '--days', '0'])).rejects.toThrow('days 0, expected 1 to');
  });
});
