import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TextColumn } from './text-column.ts';
import { TextIndex } from './text-index.ts';

describe('a column of texts and its index', () => {
  it('gives each text back, and the empty one where there is none', () => {
    const column = TextColumn.of(['SBIN', '', 'M&M']);
    expect([0, 1, 2].map((row) => column.at(row))).toEqual(['SBIN', '', 'M&M']);
    expect([0, 1, 2].map((row) => column.isEmpty(row))).toEqual([false, true, false]);
    expect(column.size).toBe(3);
  });

  it('tells a text from one that only begins like it', () => {
    const column = TextColumn.of(['NIFTY', 'NIFTYBEES']);
    expect([column.is(0, 'NIFTY'), column.is(1, 'NIFTY'), column.is(0, 'NIFTX')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('finds a text only in its scope', () => {
    const index = new TextIndex(TextColumn.of(['3045', '3045', '11']), Uint8Array.of(1, 2, 1));
    expect([index.find('3045', 1), index.find('3045', 2), index.find('11', 2)]).toEqual([0, 1, -1]);
  });

  it('finds nothing in a column without texts', () => {
    const index = new TextIndex(TextColumn.of(['', '']));
    expect([index.find(''), index.find('X')]).toEqual([-1, -1]);
  });

  it('finds all rows of a text in their order', () => {
    const index = new TextIndex(TextColumn.of(['A', 'B', 'A', 'A']));
    expect(index.findAll('A')).toEqual([0, 2, 3]);
    expect(index.findAll('C')).toEqual([]);
  });

  it('refuses texts that are all one: each search would go through all of them', () => {
    const texts = Array.from({ length: 2001 }, () => 'INE062A01020');
    expect(new TextIndex(TextColumn.of(texts)).findAll('INE062A01020').length).toBe(2001);
    expect(() => new TextIndex(TextColumn.of([...texts, ...texts]))).toThrow(
      'over 2000 that fall together with "INE062A01020"',
    );
  });

  it('finds what a plain search finds, whatever the texts are', () => {
    const text = fc.stringMatching(/^[A-Z0-9&-]{0,6}$/u);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300 }), fc.array(text), (texts, others) => {
        const index = new TextIndex(TextColumn.of(texts));
        for (const wanted of [...texts, ...others]) {
          const plain = wanted === '' ? -1 : texts.indexOf(wanted);
          expect(index.find(wanted)).toBe(plain);
        }
      }),
    );
  });
});
