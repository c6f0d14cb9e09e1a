import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { runBacktestCommand } from './backtest-command.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the command prints. */
async function run(path: string, out: string): Promise<string> {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  await runBacktestCommand(path, { out, proves: false, terminal });
  return said;
}

/** Writes a file into the folder of the test and gives its path. */
function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('a run shows the last lines of what its strategies logged, and keeps them all', async () => {
  const rows = Array.from(
    { length: 25 },
    (_, n) => `X.Y,2026-01-05T10:00:${10 + n}Z,100.00,100.05`,
  );
  write('quotes.csv', `instrument,time,bid,ask\n${rows.join('\n')}\n`);
  write(
    'logs.ts',
    `import { Strategy } from 'argosy/engine';
export class Logs extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes('X.Y' as never);
  }
  override onQuote(quote: { readonly bid: number }): void {
    this.log.info('saw\\u001b[2J', { bid: quote.bid });
  }
}
`,
  );
  const path = write(
    'logs.yaml',
    `instruments: [{ id: X.Y }]
sources: [{ file: quotes.csv, layout: { kind: quote } }]
accounts: [{ id: A, balance: 1.00 INR }]
strategies: [{ id: one, module: ./logs.ts, account: A }]
`,
  );
  const out = join(folder, 'results');
  const said = await run(path, out);
  const shown = said.split('\n').filter((line) => line.includes(' one info '));
  expect(shown).toHaveLength(20);
  expect(shown[0]).toBe('  2026-01-05T10:00:15Z one info saw [2J bid=10000');
  expect(said).toContain('log: the last 20 of 25 lines\n');
  expect(said).toContain('fills.csv, trades.csv, equity.csv, log.csv\n');
  expect(readFileSync(join(out, 'log.csv'), 'utf8').split('\n')).toHaveLength(27);
  await run(join(examples, 'margin-brackets.yaml'), out);
  expect(existsSync(join(out, 'log.csv'))).toBe(false);
});
