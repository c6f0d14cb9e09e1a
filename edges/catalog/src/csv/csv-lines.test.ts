import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { CsvLines } from './csv-lines.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'csv-lines-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const linesOf = (content: string, chunkBytes?: number): CsvLines => {
  const path = join(dir, 'data.csv');
  writeFileSync(path, content);
  return new CsvLines(path, chunkBytes);
};
const readAll = (lines: CsvLines): readonly (readonly string[])[] => {
  const all: string[][] = [];
  while (lines.next()) {
    all.push(Array.from({ length: lines.fieldCount }, (_, field) => lines.text(field)));
  }
  return all;
};
const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

it('reads back any fields that were quoted, wherever a chunk ends', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', 'é', ' '), maxLength: 6 });
  const line = fc.array(field, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.integer({ min: 1, max: 40 }), (all, chunk) => {
      const content = all.map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('');
      expect(readAll(linesOf(content, chunk))).toEqual(all);
    }),
  );
});

it('mixes bare and quoted fields, blank ones too', () => {
  expect(readAll(linesOf('a,"b,c",,"",d\n"x",\n'))).toEqual([
    ['a', 'b,c', '', '', 'd'],
    ['x', ''],
  ]);
});

it.each([1, 7, 1000])('hashes the bytes of the file, read in chunks of %d', (chunkBytes) => {
  const content = '\uFEFFa,"b""c"\n1,2\n';
  const lines = linesOf(content, chunkBytes);
  readAll(lines);
  expect(lines.hash()).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`);
});

it('counts blank lines', () => {
  const lines = linesOf('a,b\n\n\n1,2');
  readAll(lines);
  expect(lines.line).toBe(4);
});
