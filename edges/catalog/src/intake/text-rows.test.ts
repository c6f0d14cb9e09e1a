import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { delimiters, splitLine, textRows } from './text-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-text-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cell = fc
  .array(fc.constantFrom('a', 'b', '"', '1', ',', ';', '|', '\t', ' ', 'é', '中', '=', '.', '-'), {
    maxLength: 8,
  })
  .map((letters) => letters.join('').trim());
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('a line of cells', () => {
  it('gives back what was written into it, whatever stands between', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(...delimiters),
        (cells, delimiter) => {
          expect(splitLine(cells.map(quoted).join(delimiter), delimiter)).toEqual(cells);
        },
      ),
    );
  });

  it('is cells or a reason, whatever it is, and never more cells than are read', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.constantFrom(...delimiters),
        (text, delimiter) => {
          const found = splitLine(text, delimiter);
          if (typeof found === 'string') expect(text).toContain('"');
          else expect(found.length).toBeLessThanOrEqual(256);
        },
      ),
    );
  });
});

describe('the rows of a file', () => {
  const texts = ['utf-8', 'utf-16le'] as const;

  it.each(texts)('are those that were written in %s, each with its line', (encoding) => {
    const rows = [
      ['a', 'é'],
      ['', '中"x'],
      ['1', '2'],
    ];
    const lines = rows.map((cells) => cells.map(quoted).join(','));
    const path = join(folder, `${encoding}.csv`);
    const text = `${lines.join('\r\n')}\n\n${lines[0] ?? ''}`;
    writeFileSync(path, Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le'));
    const found = [...textRows(path, { encoding, delimiter: ',' })].flat();
    expect(found).toEqual(
      [...rows, rows[0]].map((cells, at) => ({ line: at < 3 ? at + 1 : 5, cells })),
    );
  });

  it('come whole over the pieces in which a file is read', () => {
    const path = join(folder, 'long.csv');
    const rows = Array.from({ length: 60_000 }, (_, at) => `${at},éé${'x'.repeat(at % 40)}`);
    writeFileSync(path, rows.join('\n'));
    let count = 0;
    for (const batch of textRows(path, { encoding: 'utf-8', delimiter: ',' })) {
      for (const { line, cells } of batch) {
        count += 1;
        if (line !== count || cells.join(',') !== rows[count - 1]) throw new Error(`line ${line}`);
      }
    }
    expect(count).toBe(rows.length);
  });
});
