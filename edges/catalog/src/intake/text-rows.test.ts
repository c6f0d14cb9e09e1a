import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, describe, expect, it } from 'vitest';

import type { TableRow } from './table-row.ts';
import { textRows, type TextShape } from './text-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-text-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('the rows of a file', () => {
  const texts = ['utf-8', 'utf-16le'] as const;

  it.each(texts)('are those that were written in %s, each with its line', async (encoding) => {
    const rows = [
      ['a', 'é'],
      ['', '中"x'],
      ['1', '2'],
    ];
    const lines = rows.map((cells) => cells.map(quoted).join(','));
    const path = join(folder, `${encoding}.csv`);
    const text = `${lines.join('\r\n')}\n\n${lines[0] ?? ''}`;
    writeFileSync(path, Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le'));
    const found = await allRows(path, { encoding, delimiter: ',', isPacked: false });
    expect(found).toEqual(
      [...rows, rows[0]].map((cells, at) => ({ line: at < 3 ? at + 1 : 5, cells })),
    );
  });

  it.each([false, true])('come whole over the pieces of a file, packed: %j', async (isPacked) => {
    const path = join(folder, 'long.csv');
    const rows = Array.from({ length: 60_000 }, (_, at) => `${at},éé${'x'.repeat(at % 40)}`);
    const text = rows.join('\n');
    writeFileSync(path, isPacked ? gzipSync(text) : text);
    let count = 0;
    const shape = { encoding: 'utf-8', delimiter: ',', isPacked } as const;
    for await (const batch of textRows(path, shape)) {
      for (const { line, cells } of batch) {
        count += 1;
        if (line !== count || cells.join(',') !== rows[count - 1]) throw new Error(`line ${line}`);
      }
    }
    expect(count).toBe(rows.length);
  });
});

async function allRows(path: string, shape: TextShape): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of textRows(path, shape)) rows.push(...batch);
  return rows;
}
