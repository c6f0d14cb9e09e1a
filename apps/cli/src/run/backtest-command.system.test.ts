import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const runFile = `instruments: [{ id: X.Y, calendar: 24x7 }]
sources: [{ file: quotes.csv }]
accounts: [{ id: A, balance: 1000.00 INR }]
strategies: [{ id: mine, module: ./mine.ts, account: A }]
`;
const quotes = `instrument,time,bid,ask,bid_qty,ask_qty
X.Y,2026-01-05T10:00:00Z,100.00,100.05,10,10
`;

function run(head: string): { readonly code: number | null; readonly said: string } {
  const strategy =
    "import { Strategy } from 'argosy/engine';\nexport class Mine extends Strategy {}";
  writeFileSync(join(folder, 'mine.ts'), `${head}\n${strategy}\n`);
  writeFileSync(join(folder, 'quotes.csv'), quotes);
  writeFileSync(join(folder, 'run.yaml'), runFile);
  const args = ['--conditions=source', main, 'backtest', join(folder, 'run.yaml')];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { code: status, said: stdout };
}

it.each([
  ["import { randomInt } from 'node:crypto'; randomInt(2);", 'node:crypto', 'this.random'],
  ["import { cpuUsage } from 'process'; cpuUsage();", 'process', 'this.clock.now'],
])('refuses a strategy with "%s"', (head, name, instead) => {
  const { code, said } = run(head);
  expect(said).toMatch(
    new RegExp(
      `run.yaml:4: strategies.0..module: .*mine.ts: ${name} is not part of a run: use ${instead}`,
    ),
  );
  expect(code).toBe(2);
});

it('runs a strategy that imports what has no clock and no chance', () => {
  expect(run("import { join } from 'node:path'; join('a', 'b');").code).toBe(0);
});
