import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ledgerScales } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { openRunFiles } from './run-files.ts';

const script = `
import { cashAccount, generatorSource } from 'argosy/backtest';
import { money, toAccountId, toCurrency } from 'argosy/core';
import { anInstrument, aQuote } from '@argosy/testkit';
import { runToFiles } from '@argosy/catalog';

const instrument = anInstrument();
function* quotes() {
  for (let at = 1; ; at += 1) yield [aQuote({ at })];
}
const contents = [{ kind: 'quote', instrument: instrument.id }];
const { state } = await runToFiles({
  instruments: [instrument],
  sources: [generatorSource('endless', contents, quotes)],
  accounts: [cashAccount(toAccountId('A'), money(100n, toCurrency('INR')))],
  strategies: [],
}, {
  out: process.argv[1],
  sliceInputs: 1000,
  onProgress: () => process.stdout.write('on its way'),
});
process.exitCode = state === 'cancelled' ? 130 : 1;
`;

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'run-to-files-'));
});
afterEach(() => rmSync(out, { recursive: true }));

/** Starts an endless run, sends it a signal once it is on its way, and gives its exit code. */
async function runUntil(signal: NodeJS.Signals): Promise<unknown> {
  const args = ['--conditions=source', '--input-type=module', '--eval', script, out];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), ended]);
  child.kill(signal);
  await ended;
  return child.exitCode;
}

it.each(['SIGINT', 'SIGTERM'] as const)('ends at %s with its partial result', async (signal) => {
  expect(await runUntil(signal)).toBe(130);
  expect(readdirSync(out).sort()).toEqual(['equity.csv', 'fills.csv', 'result.json', 'trades.csv']);
  const result: unknown = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
  expect(result).toMatchObject({ state: 'cancelled', isPartial: true });
});

it('that was killed leaves a hidden folder, which the next one removes', async () => {
  await runUntil('SIGKILL');
  const [left] = readdirSync(out);
  expect(left).toMatch(/^\.partial-/);
  writeFileSync(join(out, 'notes.txt'), 'mine');
  const options = { instruments: new InstrumentTable([anInstrument()]), scales: ledgerScales({}) };
  const one = openRunFiles(out, options);
  const other = openRunFiles(out, options);
  expect(readdirSync(out)).not.toContain(left);
  expect(readdirSync(out)).toHaveLength(3);
  one.abandon();
  other.abandon();
  expect(readdirSync(out)).toEqual(['notes.txt']);
});
