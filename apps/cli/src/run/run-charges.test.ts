import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runBacktestCommand } from './backtest-command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-charges-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const days = ['2026-03-30', '2026-03-31', '2026-04-01'];

/** A future bought on the first day and sold in equal parts before and after the tax has changed. */
function runFile(charges: string, more = ''): string {
  const quotes = days.flatMap((day) => {
    return ['10:00', '10:01', '10:02'].map(
      (time) => `F.NFO,${day}T${time}:00+05:30,20000.00,20000.00,1000,1000`,
    );
  });
  const csv = ['instrument,time,bid,ask,bid_qty,ask_qty', ...quotes].join('\n');
  writeFileSync(join(folder, 'quotes.csv'), `${csv}\n`);
  const command = (day: string, side: string, qty: number): string => {
    const [at, until] = ['10:00', '10:01'].map((time) => `${day}T${time}:00+05:30`);
    return `  - { at: ${at}, type: execute, account: A, book: desk, instrument: F.NFO, side: ${side}, qty: ${qty}, plan: { algorithm: twap, slices: 1, until: ${until}, atEnd: sweep } }`;
  };
  const text = [
    'instruments:',
    '  - { id: F.NFO, kind: future, exchange: NFO, expiresAt: 2026-04-28T10:00:00Z }',
    'sources: [{ file: quotes.csv }]',
    'accounts:',
    '  - { id: A, kind: margin, balance: 10000000.00 INR, products: [carryForward], books: [{ id: desk }] }',
    'strategies:',
    '  - { id: s, strategy: EmaCross, account: A, parameters: { instrument: F.NFO } }',
    charges,
    'commands:',
    command('2026-03-30', 'buy', 100),
    command('2026-03-31', 'sell', 50),
    command('2026-04-01', 'sell', 50),
    more,
  ].join('\n');
  const path = join(folder, 'run.yaml');
  writeFileSync(path, text);
  return path;
}

async function run(path: string): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const out = join(folder, 'out');
  const code = await runBacktestCommand(path, { out, proves: false, terminal });
  return { code, said };
}

describe('charges by market and broker', () => {
  test('are those of the day of each fill', async () => {
    const { code, said } = await run(
      runFile('charges: { market: india, broker: zerodha, afterKnown: refuse }'),
    );
    expect([code, said]).toEqual([0, expect.stringContaining('results:')]);
    const [head = '', ...rows] = readFileSync(join(folder, 'out', 'fills.csv'), 'utf8')
      .trim()
      .split('\n');
    const fee = head.split(',').indexOf('fee');
    // Of 2,000,000 bought: brokerage 20.00, exchange 34.60, fund 2.00, SEBI 2.00, stamp 40.00, GST 10.55.
    // Of 1,000,000 sold: 20.00, 17.30, 1.00, 1.00, STT 200.00 then 500.00, GST 7.07.
    expect(rows.map((row) => row.split(',')[fee])).toEqual(['109.15', '246.37', '546.37']);
  });

  test.each([
    ['charges: { market: mars }', 'charges.market: expected india, us, got "mars"'],
    ['charges: { market: india, broker: me }', 'charges.broker: expected none, zerodha, angel'],
    ['charges: { market: india, afterKnown: 1 }', 'charges.afterKnown: expected refuse, keepLast'],
    ['charges: { market: india, colour: red }', 'charges.colour: unknown'],
    ['charges: india', 'charges: expected an object with a market and a broker'],
    ['charges: { market: us }', 'charges: no rule of us charges F.NFO, of kind future on NFO'],
    [
      'charges: { market: india }\nvenue: { fees: { model: none } }',
      'venue.fees: `charges` says what a fill costs',
    ],
    ['charges: { market: india }\nvenue: 3', 'venue: expected an object'],
  ])('%s is refused with its line', async (charges, why) => {
    const { code, said } = await run(runFile(charges));
    expect(code).toBe(2);
    expect(said).toContain(why);
    expect(said).toMatch(/run\.yaml:\d+: /u);
  });
});

test('a fill on a day whose charges are not known ends the run', async () => {
  const path = runFile('charges: { market: india }');
  const early = days.map((day) => [day, day.replace('2026', '2020')] as const);
  for (const file of [path, join(folder, 'quotes.csv')]) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      early.reduce((all, [from, to]) => all.replaceAll(from, to), text),
    );
  }
  const { code, said } = await run(path);
  expect(code).toBe(2);
  expect(said).toContain(
    'nothing is known of the charges of that instant: a fill of F.NFO at 2020',
  );
});
