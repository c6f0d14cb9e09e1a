import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { runStart } from './start-command.ts';

let out = '';
let written = '';
const terminal = {
  write: (text: string): void => {
    written += text;
  },
};

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'argosy-start-'));
  written = '';
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

it('runs the sample to its end and says where the results are', async () => {
  expect(await runStart({ out, terminal })).toBe(0);
  expect(written).toContain('DEMO equity');
  const folder = join(out, 'ema-cross-bars');
  expect(readdirSync(folder).sort()).toEqual([
    'equity.csv',
    'fills.csv',
    'result.json',
    'trades.csv',
  ]);
});

it('comes to the same hash each time', async () => {
  const hashes = new Set<string>();
  for (let run = 0; run < 3; run += 1) {
    await runStart({ out, terminal });
    const text = readFileSync(join(out, 'ema-cross-bars', 'result.json'), 'utf8');
    const result: unknown = JSON.parse(text);
    expect(result).toMatchObject({ schema: 'argosy-result/1', isPartial: false });
    hashes.add(/"hash": ?"([0-9a-f]{32})"/.exec(text)?.[1] ?? 'none');
  }
  expect(hashes.size).toBe(1);
  expect(hashes).not.toContain('none');
});
