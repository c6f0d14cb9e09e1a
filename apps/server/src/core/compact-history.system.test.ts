import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { compactHistory } from './compact-history.ts';

const main = join(import.meta.dirname, '../../../cli/src/main.ts');
const command = [process.execPath, '--conditions=source', main] as const;
const { signal } = new AbortController();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-history-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('history is compacted in a process of its own, where there is one', async () => {
  const history = join(folder, 'history');
  expect(await compactHistory(command, history, signal)).toBe(`there is no history in ${history}`);
  mkdirSync(history);
  expect(await compactHistory(command, history, signal)).toContain('0 files');
});
