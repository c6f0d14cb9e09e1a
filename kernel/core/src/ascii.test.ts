import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decodeAscii } from './ascii.ts';

const judge = new TextDecoder('utf-8', { ignoreBOM: true });
const decode = (bytes: Uint8Array): string | null => decodeAscii(bytes, 0, bytes.length);

test('texts are read as TextDecoder reads them, however many there are and whichever came before', () => {
  // Short ones of few letters meet in a slot with one another often, and return.
  const text = fc.uint8Array({ max: 3, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.oneof(text, fc.uint8Array({ max: 0x7f, maxLength: 64 }))), (list) => {
      expect(list.map(decode)).toEqual(list.map((bytes) => judge.decode(bytes)));
    }),
    { numRuns: 500 },
  );
});

test('ten thousand names in turn, twice, are each their own', () => {
  const names = Array.from({ length: 10_000 }, (_, place) => `fill/ORDER-${place}/T-${place % 7}`);
  const bytes = names.map((name) => new TextEncoder().encode(name));
  expect([...bytes, ...bytes].map(decode)).toEqual([...names, ...names]);
});

test('what is long, or no ASCII, is left to others', () => {
  expect(decode(new Uint8Array(65).fill(0x41))).toBeNull();
  expect(decode(Uint8Array.of(0x41, 0xc3, 0xa9))).toBeNull();
});
