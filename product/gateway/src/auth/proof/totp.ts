import { createHmac, timingSafeEqual } from 'node:crypto';

import { toBase32 } from './base32.ts';

/** Seconds that a code is shown. */
const TOTP_STEP_SECONDS = 30;
/** Bytes of a secret: as long as the hash that is made with it. */
export const TOTP_SECRET_BYTES = 20;
/** Steps before and after the present one whose codes are taken: clocks differ, and people type slowly. */
const STEPS_AROUND = 1;
const MICROS_PER_STEP = TOTP_STEP_SECONDS * 1_000_000;

/** What a code is made with besides secret and step. Apps know the defaults alone. */
export type TotpForm = {
  readonly digits?: number;
  readonly hash?: 'sha1' | 'sha256' | 'sha512';
};

/** The step of time that an instant (in microseconds) lies in. */
export function totpStepAt(micros: number): number {
  return Math.floor(micros / MICROS_PER_STEP);
}

/** The code of a step (RFC 6238). */
export function totpCode(secret: Uint8Array, step: number, form: TotpForm = {}): string {
  const { digits = 6, hash = 'sha1' } = form;
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(hash, secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const value = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(value % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is, around an instant; null where it is of none. All are compared, whichever fits. */
export function findTotpStep(secret: Uint8Array, code: string, micros: number): number | null {
  const now = totpStepAt(micros);
  const given = Buffer.from(code.padEnd(6).slice(0, 6));
  let found: number | null = null;
  for (let step = now - STEPS_AROUND; step <= now + STEPS_AROUND; step += 1) {
    const isSame = timingSafeEqual(Buffer.from(totpCode(secret, step)), given);
    if (isSame && code.length === 6) found = step;
  }
  return found;
}

/** The address that an app reads from a picture. */
export function totpUri(secret: Uint8Array, name: string): string {
  const label = `Argosy:${encodeURIComponent(name)}`;
  const query = `secret=${toBase32(secret)}&issuer=Argosy&algorithm=SHA1&digits=6`;
  return `otpauth://totp/${label}?${query}&period=${TOTP_STEP_SECONDS}`;
}
