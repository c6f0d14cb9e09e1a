import { unwrap } from 'argosy/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pageRows } from './page-rows.ts';

const keyOf = (row: string): string => row;

describe('pages of rows in memory', () => {
  test('have every row once, in order, whatever their size', () => {
    const rows = fc.uniqueArray(fc.string({ unit: 'grapheme-ascii', maxLength: 12 }));
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (all, size) => {
        const seen: string[] = [];
        let cursor: string | undefined;
        for (let pages = 0; pages <= all.length; pages += 1) {
          const page = unwrap(pageRows('rows', { rows: all, keyOf }, { size, cursor }));
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
    const first = unwrap(pageRows('rows', { rows: ['a', 'c', 'e'], keyOf }, { size: 2 }));
    expect(first.items).toEqual(['a', 'c']);
    const cursor = first.next ?? '';
    const rows = ['b', 'd', 'e'];
    const next = unwrap(pageRows('rows', { rows, keyOf }, { size: 2, cursor }));
    expect(next.items).toEqual(['d', 'e']);
  });

  test('refuse a cursor that was never given, or for another list', () => {
    const rows = ['a', 'b', 'c'];
    const { next } = unwrap(pageRows('others', { rows, keyOf }, { size: 1 }));
    for (const cursor of ['nonsense', next ?? '']) {
      expect(pageRows('rows', { rows, keyOf }, { cursor })).toMatchObject({
        refusal: { code: 'BAD_CURSOR' },
      });
    }
  });
});
