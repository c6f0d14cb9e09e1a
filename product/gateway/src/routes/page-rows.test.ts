import { unwrap } from 'argosy/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pageRows } from './page-rows.ts';

const self = (row: string): string => row;

describe('pages of rows in memory', () => {
  test('have every row once, in order, whatever their size', () => {
    const rows = fc.uniqueArray(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }));
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (all, size) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let pages = 0; pages <= all.length; pages += 1) {
          const page = unwrap(pageRows(all, self, { size, cursor }));
          expect(page.items.length).toBeLessThanOrEqual(size);
          seen.push(...page.items);
          cursor = page.next ?? undefined;
          if (cursor === undefined) break;
        }
        expect(seen).toEqual(all.toSorted());
      }),
    );
  });

  test('neither repeat nor hide others where rows come and go meanwhile', () => {
    const first = unwrap(pageRows(['a', 'c', 'e'], self, { size: 2 }));
    expect(first.items).toEqual(['a', 'c']);
    const cursor = first.next ?? '';
    expect(unwrap(pageRows(['b', 'd', 'e'], self, { size: 2, cursor })).items).toEqual(['d', 'e']);
  });

  test('refuse a cursor that was never given', () => {
    expect(pageRows(['a'], self, { cursor: 'nonsense' })).toMatchObject({
      refusal: { code: 'BAD_CURSOR' },
    });
  });
});
