import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** Something that nobody guesses, for a link or a cookie: 43 signs. */
export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token: its hash opens nothing. */
export function tokenHash(token: string): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(token).digest());
}

/** An id for a user or a session. */
export function makeId(): string {
  return randomBytes(12).toString('base64url');
}
