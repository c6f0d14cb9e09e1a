import fc from 'fast-check';
import { expect, test } from 'vitest';

import { FRAME_BYTES_MAX, FrameReader, writeFrame, type Frame } from './frames.ts';

const frame: fc.Arbitrary<Frame> = fc.record({
  type: fc.constantFrom('attach' as const, 'end' as const, 'take' as const, 'taken' as const),
  body: fc.uint8Array({ maxLength: 40 }),
});

test('frames come out as they went in, however they are cut on the way', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 6 }),
      fc.array(fc.nat({ max: 50 })),
      (frames, cuts) => {
        const bytes = Buffer.concat(frames.map(({ type, body }) => writeFrame(type, body)));
        const reader = new FrameReader();
        const found: Frame[] = [];
        let from = 0;
        for (const length of [...cuts, bytes.length]) {
          found.push(...reader.push(bytes.subarray(from, from + length)));
          from = Math.min(bytes.length, from + length);
        }
        expect(found).toEqual(frames);
      },
    ),
  );
});

test('a frame of no known type, or larger than may be, is refused', () => {
  const head = Buffer.alloc(5);
  head.writeUInt32LE(FRAME_BYTES_MAX + 1);
  head.writeUInt8(1, 4);
  expect(() => new FrameReader().push(head)).toThrow(/a frame of type 1 and 268435457 bytes/u);
  head.writeUInt32LE(FRAME_BYTES_MAX);
  expect(new FrameReader().push(head)).toEqual([]);
  expect(() => new FrameReader().push(Uint8Array.of(0, 0, 0, 0, 9))).toThrow(/type 9/u);
});

test.each([
  ['attach', '02000000010aff'],
  ['end', '02000000020aff'],
  ['take', '02000000030aff'],
  ['taken', '02000000040aff'],
  ['refused', '02000000050aff'],
] as const)('the bytes of %s are what they were', (type, hex) => {
  const body = Uint8Array.of(10, 255);
  expect(Buffer.from(writeFrame(type, body)).toString('hex')).toBe(hex);
  expect(new FrameReader().push(Buffer.from(hex, 'hex'))).toEqual([{ type, body }]);
});
