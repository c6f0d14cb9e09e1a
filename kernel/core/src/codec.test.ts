import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BinaryWriter } from './binary-writer.ts';
import { decodeVersioned, encodeVersioned, type Codec } from './codec.ts';
import { ArgosyError } from './errors.ts';

type Point = { readonly x: number; readonly label: string | null };
const pointCodec = (change: Partial<Codec<Point>> = {}): Codec<Point> => ({
  name: 'point',
  version: 3,
  encode(writer, { x, label }) {
    writer.int(x);
    writer.optional(label, (text) => writer.text(text));
  },
  decode: (reader) => ({ x: reader.int(), label: reader.optional(() => reader.text()) }),
  ...change,
});
const points = fc.record({ x: fc.maxSafeInteger(), label: fc.option(fc.string()) });
const aPoint: Point = { x: -5, label: 'here' };

describe('a versioned record', () => {
  test('comes back', () => {
    fc.assert(
      fc.property(points, (point) => {
        expect(decodeVersioned(pointCodec(), encodeVersioned(pointCodec(), point))).toEqual(point);
      }),
    );
  });

  test('is the same whatever its writer held before', () => {
    const writer = new BinaryWriter();
    writer.text('left over');
    expect(encodeVersioned(pointCodec(), aPoint, writer)).toEqual(
      encodeVersioned(pointCodec(), aPoint),
    );
  });

  test('of another kind is refused', () => {
    const bytes = encodeVersioned(pointCodec(), aPoint);
    expect(() => decodeVersioned(pointCodec({ name: 'line' }), bytes)).toThrow(
      expect.objectContaining({ code: 'DECODE_FAILED' }),
    );
  });

  test('of another version is refused with both versions', () => {
    const bytes = encodeVersioned(pointCodec(), aPoint);
    expect(() => decodeVersioned(pointCodec({ version: 4 }), bytes)).toThrow(
      "the record was written by another version: 'point' of version 3, expected 4",
    );
  });

  test('with bytes left over is refused', () => {
    const bytes = Uint8Array.of(...encodeVersioned(pointCodec(), aPoint), 0);
    expect(() => decodeVersioned(pointCodec(), bytes)).toThrow(
      expect.objectContaining({ code: 'DECODE_FAILED' }),
    );
  });

  test('with any byte changed gives a point or an ArgosyError', () => {
    const bytes = encodeVersioned(pointCodec(), aPoint);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (place, byte) => {
        const changed = bytes.with(place, byte);
        expect(isPointOrRefused(changed)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

function isPointOrRefused(bytes: Uint8Array): boolean {
  try {
    return Number.isSafeInteger(decodeVersioned(pointCodec(), bytes).x);
  } catch (error) {
    return error instanceof ArgosyError;
  }
}
