import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BinaryReader } from './binary-reader.ts';
import { BinaryWriter } from './binary-writer.ts';
import { PLAIN_DEPTH_MAX, readPlain, writePlain } from './plain-value.ts';

function encodePlain(one: unknown): Uint8Array {
  const writer = new BinaryWriter();
  writePlain(writer, one);
  return writer.take();
}

function decodePlain(bytes: Uint8Array): unknown {
  const reader = new BinaryReader(bytes);
  const one = readPlain(reader);
  reader.finish();
  return one;
}

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, Number.NaN, -0, Infinity, ''),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.bigInt(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .dictionary(fc.string(), tie('value'), { maxKeys: 5, noNullPrototype: true })
      .filter((record) => !Object.keys(record).some((name) => /^__proto__$|\n/u.test(name))),
  ),
}));

/** The same with the members of every record the other way round. */
function turned(of: unknown): unknown {
  if (Array.isArray(of)) return of.map(turned);
  if (typeof of !== 'object' || of === null || of instanceof Uint8Array) return of;
  return Object.fromEntries(
    Object.entries(of)
      .reverse()
      .map(([name, member]) => [name, turned(member)]),
  );
}

test('every plain value comes back as it was', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(decodePlain(encodePlain(one))).toEqual(one);
    }),
  );
});

test('a record without members is not one with a member that has no name', () => {
  const one = [{ '': {} }, {}, { '': 1 }];
  expect(decodePlain(encodePlain(one))).toEqual(one);
});

test('equal values have equal bytes, whatever order their members came in', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(encodePlain(turned(one))).toEqual(encodePlain(one));
    }),
  );
});

test('bytes cut anywhere are refused', () => {
  const bytes = encodePlain({ a: [1, 'x', 'x'], b: { a: [2.5, -7n], b: null } });
  for (let size = 0; size < bytes.length; size += 1) {
    expect(() => decodePlain(bytes.slice(0, size))).toThrow(/DECODE_FAILED|offset/u);
  }
});

test('any bytes give a value or a refusal, never another error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        decodePlain(bytes);
      } catch (error) {
        expect(error).toMatchObject({ code: 'DECODE_FAILED' });
      }
    }),
  );
});

test('a text and the names of a record are written once', () => {
  const one = { instrument: 'SBIN.NSE', account: 'MAIN' };
  const more = encodePlain(Array.from({ length: 11 }, () => ({ ...one })));
  const fewer = encodePlain(Array.from({ length: 10 }, () => ({ ...one })));
  expect(more.length - fewer.length).toBe(6);
});

test('a member that is undefined counts as left out', () => {
  expect(encodePlain({ a: 1, b: undefined })).toEqual(encodePlain({ a: 1 }));
});

describe('what is no plain data is refused', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 0 : [deep(levels - 1)]);

  test.each([
    ['a function', () => 1],
    ['undefined', undefined],
    ['an instance', new Map()],
    ['a name of two lines', [{ a: 1, b: 2 }, { 'a\nb': 1 }]],
    ['a value too deep', deep(PLAIN_DEPTH_MAX + 1)],
  ])('%s', (_, one) => {
    expect(() => encodePlain(one)).toThrow(expect.objectContaining({ code: 'ENCODE_FAILED' }));
  });

  test('a value as deep as may be is taken', () => {
    const one = deep(PLAIN_DEPTH_MAX);
    expect(decodePlain(encodePlain(one))).toEqual(one);
  });
});
