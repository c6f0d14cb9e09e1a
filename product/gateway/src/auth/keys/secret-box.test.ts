import { randomBytes } from 'node:crypto';

import { unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { KeyRing } from './key-ring.ts';
import { SecretBox } from './secret-box.ts';

const entry = (id: string): string => `${id}:${randomBytes(32).toString('base64')}`;
const [first, second] = [entry('first'), entry('second')];
const boxOf = (...entries: readonly string[]): SecretBox =>
  new SecretBox(unwrap(KeyRing.parse(entries.join('\n'))));
const place = { owner: 'u1', field: 'totp' };
const text = new TextEncoder().encode('JBSWY3DPEHPK3PXP');

describe('S-14 secrets at rest', () => {
  test('open to what they were, for any bytes', () => {
    const box = boxOf(first);
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (plain, owner, field) => {
        const sealed = box.seal(plain, { owner, field });
        expect(box.open(sealed, { owner, field })).toEqual({ ok: true, value: plain });
      }),
    );
  });

  test('refuse any bit that is flipped and any byte that is cut', () => {
    const box = boxOf(first);
    const sealed = box.seal(text, place);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const forged = Uint8Array.from(sealed);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(box.open(forged, place).ok).toBe(false);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(box.open(sealed.subarray(0, length), place).ok).toBe(false);
    }
  });

  test('refuse another row, another field and another node', () => {
    const sealed = boxOf(first).seal(text, place);
    const broken = { refusal: { code: 'SEAL_BROKEN' } };
    expect(boxOf(first).open(sealed, { ...place, owner: 'u2' })).toMatchObject(broken);
    expect(boxOf(first).open(sealed, { ...place, field: 'other' })).toMatchObject(broken);
    expect(boxOf(entry('first')).open(sealed, place)).toMatchObject(broken);
    const unknown = { refusal: { code: 'KEY_UNKNOWN' } };
    expect(boxOf(second).open(sealed, place)).toMatchObject(unknown);
  });

  test('refuse rubbish, whatever it is', () => {
    const box = boxOf(first);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(box.open(bytes, place).ok).toBe(false);
      }),
    );
  });

  test('never have a nonce twice', () => {
    const box = boxOf(first);
    const nonces = new Set<string>();
    const count = 1_000_000;
    for (let turn = 0; turn < count; turn += 1) {
      const sealed = box.seal(new Uint8Array(), place);
      nonces.add(Buffer.from(sealed.subarray(7, 19)).toString('latin1'));
    }
    expect(nonces.size).toBe(count);
  });

  test('stay open while the key is rotated, and tell that they are of the old one', () => {
    const old = boxOf(first);
    const sealed = old.seal(text, place);
    const both = boxOf(second, first);
    expect(both.open(sealed, place)).toEqual({ ok: true, value: text });
    expect([both.isCurrent(sealed), old.isCurrent(sealed)]).toEqual([false, true]);
    const resealed = both.seal(text, place);
    expect([both.isCurrent(resealed), boxOf(second).open(resealed, place).ok]).toEqual([
      true,
      true,
    ]);
    expect(old.open(resealed, place)).toMatchObject({ refusal: { code: 'KEY_UNKNOWN' } });
  });
});
