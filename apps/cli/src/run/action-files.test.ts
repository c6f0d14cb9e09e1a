import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { runBacktestCommand } from './backtest-command.ts';
import { openRun } from './open-run.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-actions-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const rows = [
  'instrument,time,bid,ask,bid_qty,ask_qty',
  'OLD.NSE,2026-01-05T09:30:00+05:30,100.00,100.05,10,10',
  'NEW.NSE,2026-01-06T09:30:00+05:30,50.00,50.05,10,10',
].join('\n');

function writeRun(actions: string, more = ''): string {
  writeFileSync(join(folder, 'rows.csv'), rows);
  writeFileSync(join(folder, 'actions.csv'), actions);
  const path = join(folder, 'run.yaml');
  writeFileSync(
    path,
    `instruments: [{ id: NEW.NSE }]
sources: [{ file: rows.csv }]
actionFiles: [actions.csv]
accounts: [{ id: A1, balance: 1000.00 INR }]
strategies: [{ id: s, strategy: EmaCross, account: A1, parameters: { instrument: NEW.NSE } }]
${more}`,
  );
  return path;
}

async function mistakesOf(path: string): Promise<string> {
  try {
    await openRun(path, {});
    return '';
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll(folder, '') : String(error);
  }
}

test('a table of actions is read beside those of the file, and renames what the rows are of', async () => {
  const path = writeRun(
    'instrument,type,ex,ratio,was\nNEW.NSE,rename,2026-01-06,,OLD.NSE\n',
    'actions: [{ instrument: NEW.NSE, type: split, ex: 2026-01-06, ratio: 2 for 1 }]',
  );
  const { config } = await openRun(path, {});
  expect(config.actions?.map(({ type }) => type)).toEqual(['split', 'rename']);
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const code = await runBacktestCommand(path, { out: null, proves: false, terminal });
  expect([code, /rows +(\d+)/.exec(said)?.[1]]).toEqual([0, '2']);
});

test('every mistake of a table is told with its line, beside those of the file', async () => {
  const path = writeRun(
    [
      'instrument,type,ex,ratio',
      'NEW.NSE,split,2026-01-06',
      '',
      'NEW.NSE,split,soon,2 to 1',
      'NEW.NSE,merge,2026-01-06,',
    ].join('\n'),
    'seed: 1.5',
  );
  const told = await mistakesOf(path);
  expect(told).toContain('actions.csv:2: expected 4 cells, found 3');
  expect(told).toContain('actions.csv:4: ex: expected a day, 2026-11-20, or an instant');
  expect(told).toContain('actions.csv:4: ratio: expected a ratio, 2 for 1, got 2 to 1');
  expect(told).toContain('actions.csv:5: type: expected split, bonus, dividend');
  expect(told).toContain('/run.yaml:3: actionFiles[0]');
});

test('a table that is not there is a mistake of the run file', async () => {
  const path = writeRun('');
  rmSync(join(folder, 'actions.csv'));
  expect(await mistakesOf(path)).toContain('actionFiles[0]: /actions.csv: no such file');
});

test('an action of what the run does not have is told', async () => {
  const path = writeRun('instrument,type,ex,price\nX.NSE,delisting,2026-01-06,1\n');
  expect(await mistakesOf(path)).toContain('unknown instrument X.NSE');
});

test('the example of all of it is proved', async () => {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const path = join(examples, 'history.yaml');
  expect(await runBacktestCommand(path, { out: null, proves: true, terminal })).toBe(0);
  expect(said).toContain('holds: 26 runs');
});
