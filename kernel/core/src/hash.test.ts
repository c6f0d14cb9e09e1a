import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Hash128 } from './hash.ts';

const hashOf = (bytes: Uint8Array): string => {
  const hash = new Hash128();
  hash.update(bytes);
  return hash.digest();
};
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const byteArrays = fc.uint8Array({ maxLength: 70 });
const digestOf = (fill: (hash: Hash128) => void): string => {
  const hash = new Hash128();
  fill(hash);
  return hash.digest();
};

/** The definition once more, in exact integers and with nothing done at once. */
const referenceHash = (bytes: readonly number[]): string => {
  const mask = 0xffff_ffffn;
  const rotate = (word: bigint, by: bigint): bigint => ((word << by) | (word >> (32n - by))) & mask;
  let lanes: readonly [bigint, bigint, bigint, bigint] = [
    0x510e527fn,
    0xbb67ae85n,
    0x3c6ef372n,
    0xa54ff53an,
  ];
  const enter = (word: bigint): void => {
    const [a, b, c, d] = lanes;
    const product = ((a ^ word) * 0x9e3779b1n) & mask;
    const mixed = product ^ (product >> 15n);
    lanes = [
      (rotate(b, 13n) + mixed + 0x6a09e667n) & mask,
      c ^ rotate(mixed, 7n),
      (d + mixed) & mask,
      mixed,
    ];
  };
  const padded = [...bytes, ...Array.from({ length: 4 - (bytes.length % 4) }, () => 0)];
  for (let index = 0; index < padded.length; index += 4) {
    enter(BigInt(new DataView(Uint8Array.from(padded).buffer).getUint32(index, true)));
  }
  enter(BigInt(bytes.length));
  enter(0n);
  for (let round = 0; round < 12; round += 1) enter(lanes[2]);
  return lanes.map((lane) => lane.toString(16).padStart(8, '0')).join('');
};

describe('the hash', () => {
  test.each([
    ['', '40af6c835808f59c3d448d0a70fb5332'],
    ['a', 'b2211bad5bab4c79072b2ee57e21074c'],
    ['argosy', '55cb41d1c8b949c85ac49a08ad0559b1'],
    ['The quick brown fox jumps over the lazy dog', 'de2c79d7c71d947405fcc7db5fd1aa08'],
  ])('of %j is known', (text, expected) => {
    expect(hashOf(ascii(text))).toBe(expected);
  });

  test('is what its definition says', () => {
    fc.assert(
      fc.property(byteArrays, (bytes) => {
        expect(hashOf(bytes)).toBe(referenceHash([...bytes]));
      }),
    );
  });

  test('does not depend on the pieces that the bytes come in', () => {
    fc.assert(
      fc.property(byteArrays, fc.array(fc.nat(70)), (bytes, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut <= bytes.length), bytes.length];
        const hash = new Hash128();
        places.sort((one, other) => one - other);
        for (const [index, from] of places.entries())
          hash.update(bytes, from, places[index + 1] ?? from);
        expect(hash.digest()).toBe(hashOf(bytes));
      }),
    );
  });

  test('goes on after its digest was taken', () => {
    fc.assert(
      fc.property(byteArrays, byteArrays, (one, other) => {
        const hash = new Hash128();
        hash.update(one);
        hash.digest();
        hash.update(other);
        expect(hash.digest()).toBe(hashOf(Uint8Array.of(...one, ...other)));
      }),
    );
  });

  test('says the same as words', () => {
    fc.assert(
      fc.property(byteArrays, (bytes) => {
        const hash = new Hash128();
        hash.update(bytes);
        const words = hash.digestWords().map((word) => word.toString(16).padStart(8, '0'));
        expect(words.join('')).toBe(hash.digest());
      }),
    );
  });

  test('tells bytes from the same bytes with zeros after them', () => {
    const digests = Array.from({ length: 20 }, (_, length) => hashOf(new Uint8Array(length)));
    expect(new Set(digests).size).toBe(20);
  });

  test('meets no twin among fifty thousand small integers', () => {
    const digests = new Set<string>();
    for (let value = 0; value < 50_000; value += 1) {
      digests.add(digestOf((hash) => hash.updateUint32(value)));
    }
    expect(digests.size).toBe(50_000);
  });

  test('copies go their own ways', () => {
    const hash = new Hash128();
    hash.update(ascii('abcde'));
    const copy = hash.copy();
    copy.update(ascii('f'));
    expect([hash.digest(), copy.digest()]).toEqual([
      hashOf(ascii('abcde')),
      hashOf(ascii('abcdef')),
    ]);
  });
});

describe('a flip of any one bit', () => {
  const LENGTH = 21;
  const TRIALS = 40;
  /** How often each bit of the hash changed. */
  const changes = Array.from({ length: 128 }, () => 0);
  const note = (before: readonly number[], after: readonly number[]): void => {
    for (let place = 0; place < changes.length; place += 1) {
      const difference = (before[place >> 5] ?? 0) ^ (after[place >> 5] ?? 0);
      changes[place] = (changes[place] ?? 0) + ((difference >>> (place & 31)) & 1);
    }
  };
  const wordsOf = (bytes: Uint8Array): readonly number[] => {
    const hash = new Hash128();
    hash.update(bytes);
    return hash.digestWords();
  };
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const message = Uint8Array.from({ length: LENGTH }, (_, index) => trial * 37 + index * index);
    for (let bit = 0; bit < LENGTH * 8; bit += 1) {
      const flipped = message.map((byte, index) =>
        index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
      );
      note(wordsOf(message), wordsOf(flipped));
    }
  }
  const shares = changes.map((count) => count / (TRIALS * LENGTH * 8));

  test('changes half of the hash on average', () => {
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeCloseTo(0.5, 2);
  });

  test('changes every bit of the hash about every second time', () => {
    expect([Math.min(...shares) > 0.47, Math.max(...shares) < 0.53]).toEqual([true, true]);
  });
});

describe('values', () => {
  const heads = fc.uint8Array({ maxLength: 5 });
  const afterHead = (head: Uint8Array, fill: (hash: Hash128) => void): string =>
    digestOf((hash) => {
      hash.update(head);
      fill(hash);
    });
  const bytesAfter = (head: Uint8Array, bytes: Uint8Array): string =>
    hashOf(Uint8Array.of(...head, ...bytes));

  test('of 32 bits count as four bytes, wherever they fall', () => {
    fc.assert(
      fc.property(heads, fc.nat(0xffff_ffff), (head, value) => {
        const bytes = new Uint8Array(Uint32Array.of(value).buffer);
        expect(afterHead(head, (hash) => hash.updateUint32(value))).toBe(bytesAfter(head, bytes));
      }),
    );
  });

  test('that are numbers count as eight bytes, wherever they fall', () => {
    fc.assert(
      fc.property(heads, fc.double({ noNaN: true }), (head, value) => {
        const bytes = new Uint8Array(Float64Array.of(value + 0).buffer);
        expect(afterHead(head, (hash) => hash.updateNumber(value))).toBe(bytesAfter(head, bytes));
      }),
    );
  });

  test('go on with bytes after them', () => {
    fc.assert(
      fc.property(heads, fc.nat(0xffff_ffff), byteArrays, (head, value, tail) => {
        const bytes = Uint8Array.of(...new Uint8Array(Uint32Array.of(value).buffer), ...tail);
        const digest = afterHead(head, (hash) => {
          hash.updateUint32(value);
          hash.update(tail);
        });
        expect(digest).toBe(bytesAfter(head, bytes));
      }),
    );
  });

  test('of plain and minus zero are the same', () => {
    expect(digestOf((hash) => hash.updateNumber(-0))).toBe(
      digestOf((hash) => hash.updateNumber(0)),
    );
  });

  test('that are not numbers are all the same', () => {
    const odd = new Float64Array(new Uint32Array([1, 0xfff8_0001]).buffer)[0] ?? 0;
    expect(digestOf((hash) => hash.updateNumber(odd))).toBe(
      digestOf((hash) => hash.updateNumber(Number.NaN)),
    );
  });

  test('of text do not run together', () => {
    const split = (...texts: readonly string[]): string =>
      digestOf((hash) => {
        for (const text of texts) hash.updateText(text);
      });
    expect(split('ab', 'c')).not.toBe(split('a', 'bc'));
  });

  test('of text are told from the same text with a zero after it', () => {
    expect(digestOf((hash) => hash.updateText('a'))).not.toBe(
      digestOf((hash) => hash.updateText('a\0')),
    );
  });

  test('of text are told apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const [first, second] = [one, other].map((text) =>
          digestOf((hash) => hash.updateText(text)),
        );
        expect(first === second).toBe(one === other);
      }),
    );
  });
});
