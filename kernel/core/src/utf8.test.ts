import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decodeUtf8, encodeUtf8, utf8Length } from './utf8.ts';

const wellFormed = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
const encode = (text: string): Uint8Array => {
  const bytes = new Uint8Array(utf8Length(text));
  encodeUtf8(text, bytes, 0);
  return bytes;
};
const decode = (bytes: Uint8Array): string | null => decodeUtf8(bytes, 0, bytes.length);
/** The platform's own decoder as judge; it also skips a byte order mark unless told not to. */
const judge = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

describe('a text', () => {
  test('has the bytes that TextEncoder gives it', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(encode(text)).toEqual(new TextEncoder().encode(text));
      }),
    );
  });

  test('comes back from its bytes', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(decode(encode(text))).toBe(text);
      }),
    );
  });

  test('is written at its place', () => {
    const bytes = new Uint8Array(4);
    expect([encodeUtf8('é', bytes, 1), [...bytes]]).toEqual([3, [0, 0xc3, 0xa9, 0]]);
  });

  test.each(['\ud800', 'a\udc00', '\ud800\ud800', '\udc00\ud800', '₹\ud83d'])(
    'with half of a pair is refused: %j',
    (text) => {
      expect(() => utf8Length(text)).toThrow(expect.objectContaining({ code: 'ENCODE_FAILED' }));
    },
  );
});

describe('bytes', () => {
  test('of any kind are read as TextDecoder reads them', () => {
    const lead = fc.constantFrom(
      0x41,
      0x80,
      0xbf,
      0xc0,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf8,
    );
    const follow = fc.constantFrom(0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0);
    const bytes = fc.array(fc.oneof(lead, follow, follow, fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(bytes, (list) => {
        expect(decode(Uint8Array.from(list))).toBe(judge(Uint8Array.from(list)));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong three-byte form', [0xe0, 0x9f, 0xbf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a point past the last', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence cut short', [0xe2, 0x82]],
    ['a continuation alone', [0x80]],
  ])('that are %s are no text', (_, list) => {
    expect(decode(Uint8Array.from(list))).toBeNull();
  });

  test('outside the range are not looked at', () => {
    expect(decodeUtf8(Uint8Array.of(0xff, 0x41, 0xff), 1, 2)).toBe('A');
  });
});
