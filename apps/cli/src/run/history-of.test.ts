import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { FolderStore, HistoryStore, toColumns } from '@argosy/catalog/history';
import type { MarketData } from 'argosy/domain';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { originOf } from '../origin.ts';
import { runBacktestCommand } from './backtest-command.ts';
import { openRun } from './open-run.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
const example = join(examples, 'sp500.yaml');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-history-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function run(path: string): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const code = await runBacktestCommand(path, { out: null, proves: false, terminal });
  return { code, said };
}

/** Puts the data of the example into a history. */
async function keepExample(): Promise<void> {
  const { config } = await openRun(example, originOf(), examples);
  const [source] = config.sources;
  const [instrument] = config.instruments;
  const [content] = source?.contents ?? [];
  if (source === undefined || instrument === undefined || content === undefined) return;
  const rows: MarketData[] = [];
  const reader = source.open();
  for (let batch = reader.next(); batch !== null; batch = reader.next()) rows.push(...batch);
  const store = await FolderStore.open(join(folder, 'history'));
  const history = new HistoryStore({ store, threads: 1 });
  const { pricePrecision: price, sizePrecision: size } = instrument;
  const batch = toColumns(content.kind, rows);
  await history.append({ series: content, batch, precision: { price, size }, mode: 'merge' });
  await history.close();
}

/** The example with a history in the place of its file. */
function writeRun(source: string): string {
  const text = readFileSync(example, 'utf8');
  const begin = text.indexOf('\nsources:') + 1;
  const end = begin + text.slice(begin).search(/\n[a-z]/u) + 1;
  const path = join(folder, 'run.yaml');
  writeFileSync(path, `${text.slice(0, begin)}sources:\n  - ${source}\n${text.slice(end)}`);
  return path;
}

const hashIn = (said: string): string | undefined => /hash\s+([0-9a-f]{32})/u.exec(said)?.[1];

describe('a run file on a history', () => {
  test('comes to the same as on the CSV file that was put into it', async () => {
    await keepExample();
    const { code, said } = await run(writeRun('history: history'));
    expect([code, hashIn(said)]).toEqual([0, hashIn((await run(example)).said)]);
    expect(hashIn(said)).toBeDefined();
  });

  test.each([
    ['history: nowhere', 'there is no such folder'],
    ['{ history: history, kinds: [quote] }', 'nothing of quote for'],
    ['{ history: history, kinds: [prices] }', 'expected quote, trade, bar'],
    ['{ history: history, rounding: refuse }', 'rounding'],
  ])('tells with its line what is wrong with %s', async (source, detail) => {
    await keepExample();
    const { code, said } = await run(writeRun(source));
    expect(code).toBe(2);
    expect(said).toMatch(/run\.yaml:\d+: sources\[0\]/u);
    expect(said).toContain(detail);
  });
});
