import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { runBacktestCommand } from '../run/backtest-command.ts';
import { UsageError } from '../words.ts';
import { runReportCommand } from './report-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-report-'));
const [runFile, dearer, record, out] = ['run.yaml', 'dearer.yaml', 'record', 'out'].map((name) =>
  join(folder, name),
);

/** The example on its data of one year. */
function yearOf(rate: string, stop: string): string {
  const text = readFileSync('examples/bollinger-bounce.yaml', 'utf8');
  return `${text}from: 2008-01-01T00:00:00Z\nuntil: 2009-01-01T00:00:00Z\n`
    .replace('data/sp500-daily.csv', resolve('examples/data/sp500-daily.csv'))
    .replace('rate: 0.03', `rate: ${rate}`)
    .replace('stopWidths: 0.5', `stopWidths: ${stop}`);
}

const said: string[] = [];
const say = (text: string): number => {
  said.push(text);
  return 0;
};

async function reportOf(...words: readonly string[]): Promise<unknown> {
  const path = join(folder, 'told.json');
  const code = await runReportCommand([...words, '--out', path], say);
  expect([code, said.at(-1)]).toEqual([0, `tear sheet: ${path}`]);
  return JSON.parse(readFileSync(path, 'utf8'));
}

beforeAll(async () => {
  writeFileSync(runFile ?? '', yearOf('0.03', '0.5'));
  writeFileSync(dearer ?? '', yearOf('0.3', '0.6'));
  const terminal = { write: () => true };
  const keeps = { out: out ?? '', journal: record ?? '', proves: false, terminal };
  await runBacktestCommand(runFile ?? '', keeps);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('results are a page, beside them unless told', async () => {
  expect(await runReportCommand([out ?? ''], say)).toBe(0);
  expect(readFileSync(join(out ?? '', 'sheet.html'), 'utf8')).toContain('From gross to net');
});

test('a run is deflated by how many were tried, where that is told', async () => {
  const report = join(folder, 'deflated.json');
  const terminal = { write: () => true };
  const told = { out: null, proves: false, reports: [report], trials: 50, terminal };
  await runBacktestCommand('examples/bollinger-bounce.yaml', told);
  const sheet: unknown = JSON.parse(readFileSync(report, 'utf8'));
  const deflatedSharpe: unknown = expect.closeTo(0.0075249894, 6);
  const command: unknown = expect.stringMatching(/ --trials 50$/u);
  expect(sheet).toMatchObject({
    robustness: { trials: 50, deflatedSharpe },
    notes: [expect.stringContaining('50 trials were told')],
    card: { command },
  });
});

test('the record of a run has the sheet of its results', async () => {
  const own = await reportOf('--journal', record ?? '');
  const results: unknown = JSON.parse(readFileSync(join(out ?? '', 'sheet.json'), 'utf8'));
  for (const part of ['summary', 'costs', 'trades', 'months', 'instruments', 'curve'] as const) {
    expect(own).toHaveProperty(part, memberOf(results, part));
  }
  expect(own).toMatchObject({ source: { kind: 'journal', book: null, accounts: ['DEMO'] } });
});

test('a strategy stands beside its backtest, which is the same where nothing is changed', async () => {
  const words = ['--journal', record ?? '', '--strategy', 'bollinger-bounce'];
  const same = await reportOf(...words, '--backtest', runFile ?? '');
  expect(same).toMatchObject({
    source: { book: 'bollinger-bounce' },
    comparison: { causes: [], orders: [], settings: [], net: { difference: '0.00' } },
  });
  const other = await reportOf(...words, '--backtest', dearer ?? '');
  expect(other).toMatchObject({
    comparison: {
      settings: [{ name: 'bollinger-bounce: stopWidths', here: '0.5', there: '0.6' }],
    },
  });
  expect(JSON.stringify(other)).toContain('charges: fees');
});

test('one day counts by itself', async () => {
  const sheet = await reportOf('--journal', record ?? '', '--day', '2008-10-14');
  expect(sheet).toMatchObject({ period: { days: 1 }, days: { day: ['2008-10-14'] } });
});

test('what no sheet can be made of is said in a line', async () => {
  expect(await runReportCommand(['--journal', folder], say)).toBe(2);
  expect(said.at(-1)).toContain('no run.json');
  expect(await runReportCommand([folder], say)).toBe(2);
  expect(said.at(-1)).toContain('argosy backtest --out leaves one');
  expect(await runReportCommand(['--journal', record ?? '', '--account', 'OTHER'], say)).toBe(2);
  expect(said.at(-1)).toContain('expected one of DEMO');
  expect(await runReportCommand(['--journal', record ?? '', '--day', '2031-01-01'], say)).toBe(2);
  const days = 'it is of 2007-12-31 to 2008-12-31';
  expect(said.at(-1)).toContain(`nothing happened in it on 2031-01-01; ${days}`);
  expect(await runReportCommand(['--journal', record ?? '', '--day', '1990-01-01'], say)).toBe(2);
  expect(said.at(-1)).toContain(`nothing happened in it on 1990-01-01; ${days}`);
  expect(await runReportCommand(['--journal', record ?? '', '--strategy', 'nope'], say)).toBe(2);
  expect(said.at(-1)).toContain('no strategy or book nope is in it; it has bollinger-bounce');
});

test('words that make no sense are refused', async () => {
  const wrong = [[], ['a', 'b'], ['a', '--day', '2020-01-01'], ['a', '--out', 'b.pdf']];
  for (const words of [...wrong, ['--journal', 'a', '--day', 'Monday']]) {
    await expect(runReportCommand(words, say)).rejects.toThrow(UsageError);
  }
});

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map(Object.entries(value)).get(name)
    : null;
}
