import fc from 'fast-check';
import { expect, test } from 'vitest';

import { DEPTH_MAX, PRICES_MAX, readCursor, writeCursor } from './search-cursor.ts';

const query = { text: 'nifty ce' };
const start = { offset: 20, prices: new Map([[7, 24_320.5]]) };

test('a cursor is read as it was written', () => {
  const cursor = writeCursor(query, '1', start);
  expect(readCursor({ ...query, cursor }, '1')).toEqual({ ok: true, value: start });
});

test('without one the first page is meant', () => {
  expect(readCursor(query, '1')).toEqual({ ok: true, value: { offset: 0, prices: new Map() } });
});

test('it may be told in other letters and another order, and its page be longer', () => {
  const cursor = writeCursor({ text: 'Nifty CE', exchanges: ['NFO', 'BFO'] }, '1', start);
  const again = { text: 'nifty ce', exchanges: ['BFO', 'NFO'], limit: 50, cursor };
  expect(readCursor(again, '1').ok).toBe(true);
});

test('it carries no more prices than there is room for', () => {
  const prices = new Map(Array.from({ length: 99 }, (_, row) => [row, 1.5]));
  const result = readCursor(
    { ...query, cursor: writeCursor(query, '1', { offset: 1, prices }) },
    '1',
  );
  expect(result.ok && result.value.prices.size).toBe(PRICES_MAX);
});

test('an offset nobody reads to is refused, and a price that is none', () => {
  for (const wrong of [
    { ...start, offset: DEPTH_MAX + 1 },
    { ...start, prices: new Map([[7, Number.NaN]]) },
  ]) {
    const cursor = writeCursor(query, '1', wrong);
    expect(readCursor({ ...query, cursor }, '1')).toMatchObject({
      ok: false,
      refusal: { code: 'SEARCH_BAD_CURSOR' },
    });
  }
});

test('nothing but what was written is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (cursor) => {
      expect(readCursor({ ...query, cursor }, '1').ok).toBe(false);
    }),
  );
});
