import { createHash, randomBytes } from 'node:crypto';

import { toBase32 } from './base32.ts';

const CODES = 10;
/** 80 bits each: nobody guesses one, so that a plain hash of it is enough. */
const CODE_BYTES = 10;

/** New recovery codes, as people write them down: four groups of four. */
export function makeRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () => {
    const text = toBase32(randomBytes(CODE_BYTES)).toLowerCase();
    return (text.match(/.{4}/gu) ?? []).join('-');
  });
}

/** What is kept of one. Spaces, dashes and case do not matter. */
export function recoveryCodeHash(code: string): Uint8Array {
  const plain = code.toLowerCase().replaceAll(/[^a-z2-7]/gu, '');
  return Uint8Array.from(createHash('sha256').update('recovery code ').update(plain).digest());
}

/** Whether a code has the look of a recovery code rather than of six digits. */
export function isRecoveryCode(code: string): boolean {
  return /^[a-z2-7]{16}$/u.test(code.toLowerCase().replaceAll(/[ -]/gu, ''));
}
