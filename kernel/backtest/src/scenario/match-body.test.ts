import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { matchesBody } from './match-body.ts';

describe('what is expected of a body', () => {
  it.each<[unknown, unknown]>([
    [{}, { a: 1 }],
    [{ a: { b: 2 } }, { a: { b: 2, c: 3 }, d: 4 }],
    [{ a: [{ b: 1 }, 2] }, { a: [{ b: 1, c: 2 }, 2] }],
    [{ a: null }, { a: null }],
  ])('%j is in %j', (expected, came) => {
    expect(matchesBody(expected, came)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    [{ a: 1 }, {}],
    [{ a: undefined }, {}],
    [{ a: 1 }, { a: '1' }],
    [{ a: {} }, { a: null }],
    [{ a: null }, { a: {} }],
    [[1], [1, 2]],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [{ a: 1 }, 1],
  ])('%j is not in %j', (expected, came) => {
    expect(matchesBody(expected, came)).toBe(false);
  });

  it('is in itself, and in itself with more', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(matchesBody(body, body)).toBe(true);
        expect(matchesBody(body, { ...body, '\0 another': 1 })).toBe(true);
      }),
    );
  });
});
