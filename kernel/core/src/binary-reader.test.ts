import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BinaryReader } from './binary-reader.ts';
import { BinaryWriter } from './binary-writer.ts';
import { ArgosyError } from './errors.ts';

/** One kind of value: how to make, write and read it. */
type Kind = {
  readonly values: fc.Arbitrary<unknown>;
  readonly write: (writer: BinaryWriter, value: never) => void;
  readonly read: (reader: BinaryReader) => unknown;
};
const kindOf = <T>(
  values: fc.Arbitrary<T>,
  write: (writer: BinaryWriter, value: T) => void,
  read: (reader: BinaryReader) => T,
): Kind => ({ values, write, read });

const edges = [0, 1, -1, 63, 64, -64, -65, 127, 128, 2 ** 28 - 1, 2 ** 28, 2 ** 32, 2 ** 53 - 1];
const integers = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(...edges, -(2 ** 53) + 1));
const counts = fc.oneof(fc.maxSafeNat(), fc.constantFrom(...edges.filter((edge) => edge >= 0)));
const texts = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
const bigints = fc.oneof(fc.bigInt(), fc.bigInt({ min: -(1n << 600n), max: 1n << 600n }));
const kinds: Readonly<Record<string, Kind>> = {
  u8: kindOf(
    fc.nat(0xff),
    (writer, value) => writer.u8(value),
    (reader) => reader.u8(),
  ),
  u16: kindOf(
    fc.nat(0xffff),
    (writer, value) => writer.u16(value),
    (reader) => reader.u16(),
  ),
  u32: kindOf(
    fc.nat(2 ** 32 - 1),
    (writer, value) => writer.u32(value),
    (reader) => reader.u32(),
  ),
  f64: kindOf(
    fc.double(),
    (writer, value) => writer.f64(value),
    (reader) => reader.f64(),
  ),
  uint: kindOf(
    counts,
    (writer, value) => writer.uint(value),
    (reader) => reader.uint(),
  ),
  int: kindOf(
    integers,
    (writer, value) => writer.int(value),
    (reader) => reader.int(),
  ),
  bigint: kindOf(
    bigints,
    (writer, value) => writer.bigint(value),
    (reader) => reader.bigint(),
  ),
  text: kindOf(
    texts,
    (writer, value) => writer.text(value),
    (reader) => reader.text(),
  ),
  flag: kindOf(
    fc.boolean(),
    (writer, value) => writer.flag(value),
    (reader) => reader.flag(),
  ),
  bytes: kindOf<Uint8Array>(
    fc.uint8Array(),
    (writer, value) => writer.bytes(value),
    (reader) => reader.bytes(),
  ),
  optional: kindOf(
    fc.option(integers),
    (writer, value) => writer.optional(value, (integer) => writer.int(integer)),
    (reader) => reader.optional(() => reader.int()),
  ),
};
const kindNames = Object.keys(kinds);
const bytesOf = ({ write }: Kind, value: unknown): Uint8Array => {
  const writer = new BinaryWriter();
  write(writer, value as never);
  return writer.take();
};
const decodeFailed: unknown = expect.objectContaining({ code: 'DECODE_FAILED' });

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  test('comes back from its bytes', () => {
    fc.assert(
      fc.property(kind.values, (value) => {
        const reader = new BinaryReader(bytesOf(kind, value));
        expect(kind.read(reader)).toEqual(value);
        expect(reader.remaining).toBe(0);
      }),
    );
  });

  test('is refused when its bytes end early', () => {
    fc.assert(
      fc.property(kind.values, fc.nat(), (value, cut) => {
        const bytes = bytesOf(kind, value);
        const short = bytes.subarray(0, cut % bytes.length);
        expect(() => kind.read(new BinaryReader(short))).toThrow(decodeFailed);
      }),
    );
  });

  test('has one form: whatever is read is written back the same', () => {
    const likely = fc.oneof(fc.nat(3), fc.constantFrom(0x40, 0x7f, 0x80, 0xc0, 0xff), fc.nat(255));
    fc.assert(
      fc.property(fc.array(likely, { minLength: 1, maxLength: 12 }), (list) => {
        const reader = new BinaryReader(Uint8Array.from(list));
        const value = valueOrRefusal(() => kind.read(reader));
        fc.pre(!(value instanceof ArgosyError));
        expect([...bytesOf(kind, value)]).toEqual(list.slice(0, reader.offset));
      }),
      { numRuns: 500 },
    );
  });
});

function valueOrRefusal(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof ArgosyError) return error;
    throw error;
  }
}

test('random bytes read as random kinds give values or ArgosyErrors', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.array(fc.constantFrom(...kindNames)), (list, names) => {
      const reader = new BinaryReader(list);
      for (const name of names) valueOrRefusal(() => kinds[name]?.read(reader));
      expect(reader.remaining).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});

test('values of many kinds come back in their order', () => {
  const one = fc
    .constantFrom(...kindNames)
    .chain((name) => (kinds[name]?.values ?? fc.nat()).map((value) => ({ name, value })));
  fc.assert(
    fc.property(fc.array(one), (items) => {
      const writer = new BinaryWriter();
      for (const { name, value } of items) kinds[name]?.write(writer, value as never);
      const reader = new BinaryReader(writer.take());
      expect(items.map(({ name }) => kinds[name]?.read(reader))).toEqual(
        items.map((item) => item.value),
      );
    }),
  );
});

describe('the reader refuses', () => {
  test.each([
    ['uint', 'a zero too many', [0x80, 0x00]],
    ['uint', 'a value past 2^53', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x10]],
    ['uint', 'a hundred bytes of it', Array.from({ length: 100 }, () => 0x80)],
    ['int', 'a zero too many', [0x81, 0x00]],
    ['int', 'a value past -2^53', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]],
    ['bigint', 'a zero too many', [4, 1, 0]],
    ['bigint', 'a length out of all proportion', [0x82, 0x10, 1]],
    ['flag', 'a two', [2]],
    ['text', 'malformed UTF-8', [1, 0xff]],
    ['text', 'a length past the end', [0xff, 0xff, 0xff, 0xff, 0x0f, 0x41]],
    ['f64', 'another NaN', [1, 0, 0, 0, 0, 0, 0xf8, 0x7f]],
  ])('%s with %s', (name, _, list) => {
    expect(() => kinds[name]?.read(new BinaryReader(Uint8Array.from(list)))).toThrow(decodeFailed);
  });

  test('with the offset at which the value began', () => {
    const reader = new BinaryReader(Uint8Array.of(1, 2, 2));
    reader.u16();
    expect(() => reader.flag()).toThrow(expect.objectContaining({ details: { offset: 2 } }));
  });

  test('bytes that nobody asked for', () => {
    expect(() => new BinaryReader(Uint8Array.of(1)).finish()).toThrow(decodeFailed);
  });

  test.each([
    [-1, 2],
    [2, 1],
    [0, 4],
    [Number.NaN, 2],
  ])('a range from %d to %d in three bytes', (from, to) => {
    expect(() => new BinaryReader(new Uint8Array(3), from, to)).toThrow(decodeFailed);
  });
});

describe('a reader of a range', () => {
  const aReader = (): BinaryReader => new BinaryReader(Uint8Array.of(9, 1, 2, 9), 1, 3);

  test('begins where the range does', () => {
    expect(aReader().u16()).toBe(0x0201);
  });

  test('stops at its end though more bytes follow', () => {
    const reader = aReader();
    reader.u16();
    expect(() => reader.u8()).toThrow(decodeFailed);
  });
});

test('bytes that were read do not change with the record', () => {
  const record = Uint8Array.of(1, 7);
  const read = new BinaryReader(record).bytes();
  record[1] = 8;
  expect([...read]).toEqual([7]);
});

test('a view into a larger buffer is read from its own start', () => {
  const buffer = Uint8Array.of(9, 9, 9, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f).buffer;
  expect(new BinaryReader(new Uint8Array(buffer, 3)).f64()).toBe(1);
});
