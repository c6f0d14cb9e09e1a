import { describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

async function said(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const { signal } = new AbortController();
  const code = await runDataCommand(words, { say: (line) => lines.push(line), signal });
  return [...lines.flatMap((line) => line.split('\n')), `ends with ${code}`];
}

describe('argosy data', () => {
  it('lists its subcommands where it is asked for help', async () => {
    const lines = await said('--help');
    expect(lines.at(-1)).toBe('ends with 0');
    expect(lines.some((line) => /argosy data instruments +what can be traded/u.test(line))).toBe(
      true,
    );
  });

  it('says how each of them is used where it is asked for help, whatever stands beside', async () => {
    const names = (await said('--help')).flatMap(
      (line) => /^ {2}argosy data (\w+)/u.exec(line)?.[1] ?? [],
    );
    expect(names).toHaveLength(16);
    for (const name of names) {
      const lines = await said(name, '--nonsense', '-h');
      expect(lines[0]).toContain(`argosy data ${name}`);
      expect(lines.at(-1)).toBe('ends with 0');
    }
  });

  it.each([
    [[], 'data: what to do is missing'],
    [['nonsense'], "data: there is no 'nonsense'"],
    [['instruments', 'nonsense'], "data instruments: there is no 'nonsense'"],
    [['instruments', 'find', 'x'], 'data instruments: find has 1 words behind it, expected 2'],
    [['import'], 'data import: expected one file, FILE'],
    [['export', 'quote'], 'data export: expected a kind, an instrument'],
    [['list', 'x'], 'data list: x says nothing here'],
    [['verify', 'x'], 'data verify: x says nothing here'],
    [['rules', 'hide'], 'data rules: expected show, found hide'],
    [['backfill', 'halt', 'x'], "data backfill: there is no 'halt'"],
    [['roll'], 'data roll: expected one folder'],
    [['search', 'x'], 'data search: expected a folder, DIR, and what is looked for'],
    [['generate'], 'data generate: a folder is needed'],
    [['charges', '--date', '2026-11-20'], 'data charges: expected a file of fills'],
  ])('says what is wrong with %j before how it is used', async (words, message) => {
    const [first = ''] = String(await said(...words).catch((error: unknown) => error)).split('\n');
    expect(first).toContain(`UsageError: ${message}`);
  });

  it.each([[], ['nonsense'], ['--nonsense']])('refuses %j', async (...words) => {
    await expect(said(...words)).rejects.toThrow(UsageError);
  });

  it('hands the words behind a subcommand to it', async () => {
    const lines = await said('instruments', 'id', 'NIFTY-20261124-C24500.NFO');
    expect(lines).toEqual([
      'exchange    NFO',
      'underlying  NIFTY',
      'expiry      2026-11-24',
      'call at 24500',
      'ends with 0',
    ]);
  });

  it('tells what is wrong with an id', async () => {
    await expect(said('instruments', 'id', 'SBIN')).rejects.toThrow(
      'SBIN: no instrument id, expected SBIN.NSE',
    );
  });
});
