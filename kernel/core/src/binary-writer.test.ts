import { describe, expect, test } from 'vitest';

import { BinaryWriter } from './binary-writer.ts';

const bytesOf = (write: (writer: BinaryWriter) => void): readonly number[] => {
  const writer = new BinaryWriter();
  write(writer);
  return [...writer.view()];
};
const notEncodable: unknown = expect.objectContaining({ code: 'ENCODE_FAILED' });

describe('the form of', () => {
  test.each([
    [0, [0]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [300, [0xac, 0x02]],
    [2 ** 28, [0x80, 0x80, 0x80, 0x80, 0x01]],
    [Number.MAX_SAFE_INTEGER, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('a count of %d is kept from version to version', (value, expected) => {
    expect(bytesOf((writer) => writer.uint(value))).toEqual(expected);
  });

  test.each([
    [0, [0]],
    [-1, [0x40]],
    [63, [0x3f]],
    [-64, [0x7f]],
    [64, [0x80, 0x01]],
    [-65, [0xc0, 0x01]],
  ])('the integer %d is kept from version to version', (value, expected) => {
    expect(bytesOf((writer) => writer.int(value))).toEqual(expected);
  });

  test.each([
    [0n, [0]],
    [-1n, [1]],
    [1n, [2, 1]],
    [-256n, [3, 0xff]],
    [256n, [4, 0, 1]],
    [0x1_0203_0405n, [10, 5, 4, 3, 2, 1]],
  ])('the bigint %d is kept from version to version', (value, expected) => {
    expect(bytesOf((writer) => writer.bigint(value))).toEqual(expected);
  });

  test('fixed widths is little-endian', () => {
    const bytes = bytesOf((writer) => {
      writer.u8(1);
      writer.u16(0x0203);
      writer.u32(0x04050607);
      writer.f64(1);
    });
    expect(bytes).toEqual([1, 3, 2, 7, 6, 5, 4, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
  });

  test('text, flags, bytes and nulls is kept from version to version', () => {
    const bytes = bytesOf((writer) => {
      writer.text('₹1');
      writer.flag(true);
      writer.bytes(Uint8Array.of(7, 8));
      writer.optional(null, (value: number) => writer.u8(value));
      writer.optional(9, (value) => writer.u8(value));
    });
    expect(bytes).toEqual([4, 0xe2, 0x82, 0xb9, 0x31, 1, 2, 7, 8, 0, 1, 9]);
  });
});

test('every NaN is written the same', () => {
  const odd = new Float64Array(new Uint32Array([1, 0xfff8_0001]).buffer)[0] ?? 0;
  expect(bytesOf((writer) => writer.f64(odd))).toEqual(bytesOf((writer) => writer.f64(Number.NaN)));
});

describe('the writer refuses', () => {
  test.each([-1, 256, 0.5, Number.NaN])('%d as one byte', (value) => {
    expect(() => new BinaryWriter().u8(value)).toThrow(notEncodable);
  });

  test.each([-1, 2 ** 16])('%d as two bytes', (value) => {
    expect(() => new BinaryWriter().u16(value)).toThrow(notEncodable);
  });

  test.each([-1, 2 ** 32])('%d as four bytes', (value) => {
    expect(() => new BinaryWriter().u32(value)).toThrow(notEncodable);
  });

  test.each([-1, 0.5, 2 ** 53, Infinity])('%d as a count', (value) => {
    expect(() => new BinaryWriter().uint(value)).toThrow(notEncodable);
  });

  test.each([0.5, 2 ** 53, -(2 ** 53), Number.NaN])('%d as an integer', (value) => {
    expect(() => new BinaryWriter().int(value)).toThrow(notEncodable);
  });

  test('a bigint out of all proportion', () => {
    expect(() => new BinaryWriter().bigint(1n << 8192n)).toThrow(notEncodable);
  });

  test('to pass its bound by a byte', () => {
    expect(() => new BinaryWriter(1000).bytes(new Uint8Array(999))).toThrow(
      expect.objectContaining({ code: 'CAPACITY_EXCEEDED' }),
    );
  });
});

describe('the writer', () => {
  test('fills its bound to the last byte', () => {
    const writer = new BinaryWriter(1000);
    writer.bytes(new Uint8Array(998));
    expect(writer.size).toBe(1000);
  });

  test('keeps what it wrote while it grows', () => {
    const writer = new BinaryWriter();
    const values = Array.from({ length: 5000 }, (_, index) => index % 251);
    for (const value of values) writer.u8(value);
    expect([...writer.view()]).toEqual(values);
  });

  test('starts over after a reset', () => {
    const writer = new BinaryWriter();
    writer.u8(1);
    writer.reset();
    writer.u8(2);
    expect([...writer.view()]).toEqual([2]);
  });

  test('shows its bytes without a copy', () => {
    const writer = new BinaryWriter();
    writer.u8(1);
    const view = writer.view();
    writer.reset();
    writer.u8(2);
    expect([...view]).toEqual([2]);
  });

  test('hands bytes over for good', () => {
    const writer = new BinaryWriter();
    writer.u8(1);
    const taken = writer.take();
    writer.u8(2);
    expect([[...taken], writer.size]).toEqual([[1], 1]);
  });

  test('takes a part of another writer over, as it is', () => {
    const [from, to] = [new BinaryWriter(), new BinaryWriter()];
    for (let value = 0; value < 1000; value += 1) from.u8(value % 251);
    to.u8(7);
    to.copy(from, 3, 900);
    expect([...to.view()]).toEqual([7, ...from.view().subarray(3, 900)]);
  });

  test.each([
    [-1, 2],
    [2, 1],
    [0, 4],
    [Number.NaN, 2],
  ])('refuses the part %d to %d of a writer of three bytes', (from, to) => {
    const other = new BinaryWriter();
    for (const value of [1, 2, 3]) other.u8(value);
    expect(() => new BinaryWriter().copy(other, from, to)).toThrow(notEncodable);
  });
});
