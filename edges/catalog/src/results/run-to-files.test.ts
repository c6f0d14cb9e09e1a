import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { arraySource, cashAccount, type BacktestConfig } from 'argosy/backtest';
import { toAccountId, toTimestamp } from 'argosy/core';
import { anInstrument, aQuote, rupees } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { runToFiles } from './run-to-files.ts';

const configOf = (times: readonly number[]): BacktestConfig => ({
  instruments: [anInstrument()],
  sources: [
    arraySource(
      'quotes',
      times.map((at) => ({ ...aQuote(), eventAt: toTimestamp(at), availableAt: toTimestamp(at) })),
    ),
  ],
  accounts: [cashAccount(toAccountId('CASH'), rupees(100_000n))],
  strategies: [],
});

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'run-to-files-'));
});
afterEach(() => rmSync(out, { recursive: true }));
const resultOf = (): unknown => JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));

/** The names of the members of a value, or of what lies in it. */
function membersOf(value: unknown, ...path: readonly string[]): readonly string[] {
  const [name, ...further] = path;
  const members = Object.entries(value ?? {});
  if (name === undefined) return members.map(([member]) => member);
  return membersOf(new Map<string, unknown>(members).get(name), ...further);
}

describe('a run to files', () => {
  it('has every member of its result in the table of its page', async () => {
    await runToFiles(configOf([1, 2]), { out });
    const page = readFileSync(new URL('../../../../docs/results.md', import.meta.url), 'utf8');
    const table = page.slice(page.indexOf('| member | what |'));
    const named = new Set([...table.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const result = resultOf();
    const members = membersOf(result);
    const accounts = membersOf(result, 'accounts', '0');
    expect(accounts).toContain('transferred');
    expect([...members, ...accounts].filter((name) => !named.has(name))).toEqual([]);
  });

  it('leaves the whole set and nothing else', async () => {
    const { state, result } = await runToFiles(configOf([1, 2]), { out });
    expect(state).toBe('done');
    expect(readdirSync(out).sort()).toEqual([
      'equity.csv',
      'fills.csv',
      'result.json',
      'trades.csv',
    ]);
    expect(resultOf()).toMatchObject({ state: 'done', hash: result.hash, error: null });
  });

  it('leaves nothing behind when its data are bad', async () => {
    await expect(runToFiles(configOf([5, 4]), { out })).rejects.toThrow('quotes');
    expect(readdirSync(out)).toEqual([]);
  });

  it('leaves nothing behind when it cannot even begin', async () => {
    const config = { ...configOf([1]), instruments: [] };
    await expect(runToFiles(config, { out })).rejects.toThrow('SBIN.NSE');
    expect(readdirSync(out)).toEqual([]);
  });

  it('keeps the results of an earlier run when a later one fails', async () => {
    await runToFiles(configOf([1, 2]), { out });
    await expect(runToFiles(configOf([5, 4]), { out })).rejects.toThrow('quotes');
    expect(resultOf()).toMatchObject({ state: 'done', counts: { quotes: 2 } });
  });

  it('writes what there is when it is aborted, and says so', async () => {
    const { state } = await runToFiles(configOf([1]), { out, signal: AbortSignal.abort() });
    expect(state).toBe('cancelled');
    expect(resultOf()).toMatchObject({
      state: 'cancelled',
      isPartial: true,
      accounts: [{ cash: { amount: '1000.00' }, equity: { amount: '1000.00' } }],
    });
  });

  it('writes nothing where it is not told where', async () => {
    const { result } = await runToFiles(configOf([1, 2]), { out: null });
    expect([result.counts.quotes, readdirSync(out)]).toEqual([2, []]);
  });

  it('does all of its work within the guard', async () => {
    let isWithin = false;
    const seen: boolean[] = [];
    const config = configOf([1, 2]);
    const sources = config.sources.map((source) => ({
      ...source,
      open: () => {
        const reader = source.open();
        const next = (): ReturnType<typeof reader.next> => {
          seen.push(isWithin);
          return reader.next();
        };
        return { ...reader, hashesItself: false, hash: () => null, close: () => {}, next };
      },
    }));
    await runToFiles(
      { ...config, sources },
      {
        out: null,
        guard: (work) => {
          isWithin = true;
          const made = work();
          isWithin = false;
          return made;
        },
      },
    );
    // The first batch is read when the run is made, all that follows while it is driven.
    expect(seen).toEqual([true, true]);
  });
});
