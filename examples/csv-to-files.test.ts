import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatTimestamp, toTimestamp } from 'argosy/core';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { runCsvToFiles } from './csv-to-files.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'csv-to-files-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Quotes a second apart whose price swings. */
function quotesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, place) => {
    const time = formatTimestamp(toTimestamp(1_800_000_000_000_000 + place * 1_000_000));
    const bid = 800 + 0.05 * Math.round(100 * Math.sin(place / 30));
    return `SBIN.NSE,${time},${bid.toFixed(2)},${(bid + 0.05).toFixed(2)},100,100`;
  });
}

it('reads a file and leaves its results in a folder', async () => {
  const path = join(dir, 'quotes.csv');
  const lines = ['instrument,time,bid,ask,bid_qty,ask_qty', ...quotesOf(500)];
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  const out = join(dir, 'results');
  const { counts, hash } = await runCsvToFiles(path, out);
  expect(counts.quotes).toBe(500);
  expect(counts.fills).toBeGreaterThan(2);
  expect(readdirSync(out).sort()).toEqual(['equity.csv', 'fills.csv', 'result.json', 'trades.csv']);
  expect(readFileSync(join(out, 'result.json'), 'utf8')).toContain(`"hash": "${hash}"`);
});

it('is what the page of the catalog shows', () => {
  const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  const block = `\`\`\`ts\n${textOf('./csv-to-files.ts')}\`\`\`\n`;
  expect(textOf('../edges/catalog/README.md')).toContain(block);
});
