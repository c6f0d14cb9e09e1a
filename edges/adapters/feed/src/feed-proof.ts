import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long what is asked for each time is. */
export const NONCE_BYTES = 32;
/** The fewest letters of a secret. */
export const SECRET_LENGTH_MIN = 16;

/** What has to be answered for, new each time: an answer that was overheard is worth nothing. */
export function newNonce(): Uint8Array {
  return new Uint8Array(randomBytes(NONCE_BYTES));
}

/** Proves that one knows a secret, without saying it: HMAC-SHA-256 of the nonce. Without a secret, nothing. */
export function proofOf(secret: string | null, nonce: Uint8Array): Uint8Array {
  if (secret === null) return new Uint8Array(0);
  return new Uint8Array(createHmac('sha256', secret).update(nonce).digest());
}

/** Whether a proof is that of a secret. */
export function isProof(proof: Uint8Array, secret: string | null, nonce: Uint8Array): boolean {
  if (secret === null) return true;
  const expected = proofOf(secret, nonce);
  return proof.length === expected.length && timingSafeEqual(proof, expected);
}
