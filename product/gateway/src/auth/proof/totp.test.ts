import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toBase32 } from './base32.ts';
import { findTotpStep, totpCode, totpStepAt, totpUri } from './totp.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const seeds = {
  sha1: ascii('12345678901234567890'),
  sha256: ascii('12345678901234567890123456789012'),
  sha512: ascii('1234567890123456789012345678901234567890123456789012345678901234'),
} as const;
const secret = seeds.sha1;

describe('codes of a second factor', () => {
  test.each([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ])('are those of RFC 6238, appendix B, at second %i', (seconds, sha1, sha256, sha512) => {
    const step = totpStepAt(seconds * 1_000_000);
    const code = (hash: keyof typeof seeds): string =>
      totpCode(seeds[hash], step, { digits: 8, hash });
    expect([code('sha1'), code('sha256'), code('sha512')]).toEqual([sha1, sha256, sha512]);
  });

  test('S-03 are taken one step before and after their own, and no further', () => {
    const at = 1_800_000_015_000_000;
    const code = totpCode(secret, totpStepAt(at));
    const taken = [-61, -45, -15, 0, 14, 15, 44, 45, 75].map(
      (seconds) => findTotpStep(secret, code, at + seconds * 1_000_000) !== null,
    );
    expect(taken).toEqual([false, true, true, true, true, true, true, false, false]);
  });

  test('S-03 are three of a million at a time', () => {
    const at = 1_800_000_015_000_000;
    const codes = [-1, 0, 1].map((step) => totpCode(secret, totpStepAt(at) + step));
    // All of them take most of a minute: each fiftieth is guessed, and those that are right.
    const guesses = Array.from({ length: 20_000 }, (_, n) => String(n * 50).padStart(6, '0'));
    const all = new Set([...guesses, ...codes]);
    const right = [...all].filter((guess) => findTotpStep(secret, guess, at) !== null);
    expect(right.toSorted()).toEqual(codes.toSorted());
  });

  test('of other forms are none, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), (code) => {
        fc.pre(!/^\d{6}$/u.test(code));
        expect(findTotpStep(secret, code, 1_800_000_000_000_000)).toBeNull();
      }),
    );
  });

  test('come with an address that apps read', () => {
    expect(toBase32(ascii('foobar'))).toBe('MZXW6YTBOI');
    expect(toBase32(ascii('12345678901234567890'))).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(totpUri(secret, 'anna & co')).toBe(
      'otpauth://totp/Argosy:anna%20%26%20co?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Argosy&algorithm=SHA1&digits=6&period=30',
    );
  });
});
