import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitLine } from './split-line.ts';

const delimiters = [',', ';', '\t', '|'];
const cell = fc
  .array(fc.constantFrom('a', 'b', '"', '1', ',', ';', '|', '\t', ' ', 'é', '中', '=', '.', '-'), {
    maxLength: 8,
  })
  .map((letters) => letters.join('').trim());
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe('a line of cells', () => {
  it.each([
    ['a,b,', ',', ['a', 'b', '']],
    [' a ; "b;c" ; d', ';', ['a', 'b;c', 'd']],
    ['a "b,c" d', ',', ['a "b', 'c" d']],
    ['"a ""quoted"" word",2', ',', ['a "quoted" word', '2']],
    ['"",x', ',', ['', 'x']],
  ])('%j by %s', (text, delimiter, expected) => {
    expect(splitLine(text, delimiter)).toEqual(expected);
  });

  it.each([
    ['"open', 'a quoted cell does not end on its line'],
    ['"a"b,c', 'text follows a quoted cell'],
    [','.repeat(256), 'more than 256 cells'],
  ])('%j is none of a table', (text, reason) => {
    expect(splitLine(text, ',')).toBe(reason);
  });

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
