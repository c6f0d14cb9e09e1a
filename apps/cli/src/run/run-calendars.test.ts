import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runBacktestCommand } from './backtest-command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-calendars-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Bars of days, closed by the session of a calendar: a day without one is refused. */
function runFile(calendar: string, days: readonly string[]): string {
  const rows = days.map((day) => `${day},100,101,99,100,1000`);
  writeFileSync(
    join(folder, 'bars.csv'),
    ['date,open,high,low,close,volume', ...rows, ''].join('\n'),
  );
  const text = [
    'instruments: [{ id: X.NSE, calendar: M }]',
    'calendars:',
    `  - ${calendar}`,
    'sources:',
    '  - file: bars.csv',
    '    layout:',
    '      kind: bar',
    '      instrument: X.NSE',
    '      spec: 1-DAY-LAST-EXTERNAL',
    '      time: { is: day, column: date, format: YYYY-MM-DD }',
    'accounts: [{ id: A, balance: 100000.00 INR }]',
    'strategies: [{ id: s, strategy: EmaCross, account: A, parameters: { instrument: X.NSE } }]',
  ].join('\n');
  const path = join(folder, 'run.yaml');
  writeFileSync(path, text);
  return path;
}

async function run(path: string): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const code = await runBacktestCommand(path, {
    out: join(folder, 'out'),
    proves: false,
    terminal,
  });
  return { code, said };
}

describe('a calendar by its market', () => {
  const nse = '{ id: M, market: nse, from: 2024-10-01, until: 2024-12-31 }';

  test('has the sessions of its days, Muhurat trading among them', async () => {
    const { code, said } = await run(runFile(nse, ['2024-10-31', '2024-11-01', '2024-11-04']));
    expect([code, said]).toEqual([0, expect.stringContaining('results:')]);
    const samples = readFileSync(join(folder, 'out', 'equity.csv'), 'utf8');
    expect(samples).toContain('2024-10-31T10:00:00');
    expect(samples).toContain('2024-11-01T13:30:00');
  });

  test('has no session on a holiday', async () => {
    const { code, said } = await run(runFile(nse, ['2024-11-14', '2024-11-15', '2024-11-18']));
    expect(code).toBe(2);
    expect(said).toMatch(/a day without a session: .*line 3/u);
  });

  test.each([
    [
      '{ id: M, market: lse, from: 2024-10-01, until: 2024-12-31 }',
      'calendars[0].market: expected nse, nse-cas',
    ],
    ['{ id: M, market: nse, from: 2024-10-01 }', 'calendars[0].until: is missing'],
    [
      '{ id: M, market: nse, from: 2026-11-01, until: 2026-11-20 }',
      'calendars[0].from: nse: the hours of 2026-11-08 are not known (Muhurat trading)',
    ],
    [
      '{ id: M, market: nse, from: 2024-10-01, until: 2024-12-31, holidays: [] }',
      'calendars[0].holidays: unknown beside a market',
    ],
  ])('%s is refused with its line', async (calendar, why) => {
    const { code, said } = await run(runFile(calendar, ['2024-10-31']));
    expect(code).toBe(2);
    expect(said).toContain(why);
    expect(said).toMatch(/run\.yaml:3: calendars/u);
  });
});
