import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { JSON_DEPTH_MAX, parseCanonicalJson, toCanonicalJson } from './canonical-json.ts';

describe('canonical JSON', () => {
  it('sorts keys by code unit and writes no spaces', () => {
    const value = { b: [true, null], a: 'x', B: { d: 1.5, c: -2 } };
    expect(toCanonicalJson(value)).toBe('{"B":{"c":-2,"d":1.5},"a":"x","b":[true,null]}');
  });

  it('is one text whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).toReversed());
        expect(toCanonicalJson(turned)).toBe(toCanonicalJson(object));
      }),
    );
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = toCanonicalJson(value);
        expect(toCanonicalJson(parseCanonicalJson(text))).toBe(text);
      }),
    );
  });

  it.each([
    ['undefined', undefined],
    ['a bigint', 1n],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a hole in a list', Array.from({ length: 1 })],
  ])('refuses %s', (_what, value) => {
    expect(() => toCanonicalJson(value)).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_NOT_JSON' }),
    );
  });

  it('says where the trouble is', () => {
    expect(() => toCanonicalJson({ rows: [{ qty: 1n }] })).toThrow('$.rows[0].qty is bigint');
  });

  it('refuses what nests too deep, circles included', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => toCanonicalJson(circle)).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_NOT_JSON' }),
    );
  });

  it('takes what nests as deep as it may', () => {
    let value: unknown = 1;
    for (let depth = 0; depth < JSON_DEPTH_MAX; depth += 1) value = [value];
    expect(toCanonicalJson(value)).toHaveLength(2 * JSON_DEPTH_MAX + 1);
  });
});
