import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readTearSheet } from 'argosy/report';
import { afterAll, expect, test } from 'vitest';

import { runForwardCommand } from '../sweep/forward-command.ts';
import { runSweepCommand } from '../sweep/sweep-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-sheet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = 'examples/sweeps/ema-cross.yaml';

test('walking forward leaves a sheet of all that was tried, with its steps', async () => {
  const report = join(folder, 'walked.json');
  const said: string[] = [];
  const code = await runForwardCommand(file, {
    train: 3000,
    test: 1000,
    gap: 0,
    isAnchored: false,
    threads: 1,
    reports: [report, join(folder, 'walked.html')],
    terminal: { write: (text) => said.push(text) },
  });
  expect(code).toBe(0);
  const sheet: unknown = JSON.parse(readFileSync(report, 'utf8'));
  expect(sheet).toMatchObject({
    schema: 'argosy-tear-sheet/1',
    source: { kind: 'walkForward' },
    robustness: { trials: 129, overfitting: { blocks: 2, trials: 129 } },
    forward: { by: 'sharpe', steps: [{ from: '2010-12-06T00:00:00Z' }, {}] },
    card: { command: `argosy walk-forward ${file} --train 3000 --test 1000 --gap 0` },
  });
  expect(readFileSync(join(folder, 'walked.html'), 'utf8')).toContain('Walked forward');
  expect(said.join('')).toContain(`tear sheet: ${report}`);
});

test('a sweep leaves a sheet of its best with what luck makes of it, which can be read again', async () => {
  const report = join(folder, 'sweep.json');
  const code = await runSweepCommand(file, {
    out: null,
    threads: 1,
    reports: [report, join(folder, 'sweep.html')],
    terminal: { write: () => true },
  });
  expect(code).toBe(0);
  const sheet: unknown = JSON.parse(readFileSync(report, 'utf8'));
  const number: unknown = expect.any(Number);
  const band = { low: number, middle: number, high: number };
  expect(sheet).toMatchObject({
    robustness: {
      trials: 129,
      searched: {
        returnsAtLeast: number,
        shuffle: { trips: number, growth: band, deepestFall: band },
        jitter: { combinations: number, by: 'sharpe', score: band, growth: band },
      },
    },
  });
  expect(readTearSheet(sheet).ok).toBe(true);
  const page = readFileSync(join(folder, 'sweep.html'), 'utf8');
  expect(page).toContain('round trips in 2000 other orders');
  expect(page).toMatch(/combinations within 10[^<]*% of its parameters/u);
});
