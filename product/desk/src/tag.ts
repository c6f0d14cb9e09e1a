import { hash } from 'node:crypto';

/** How long a note may be: behind it the tag of an order still has room for a key. */
export const NOTE_LENGTH_MAX = 15;

const DIGEST_LENGTH = 16;
const MARK = '~';
const digestPattern = /^[\w-]{16}$/;

/**
 * What a person's key is kept as: 96 bits of SHA-256, in 16 characters. Two users may use the same key, and
 * nobody reads a key out of a journal.
 */
export function digestKey(user: string, key: string): string {
  return hash('sha256', `${user}\0${key}`, 'base64url').slice(0, DIGEST_LENGTH);
}

/** The tag of an order: its note, then its key's digest. */
export function tagOf(note: string | null, digest: string | null): string | null {
  const shown = note ?? '';
  if (digest !== null) return `${shown}${MARK}${digest}`;
  return shown === '' ? null : shown;
}

/** The note of a tag, and its key's digest; a tag without a key is all note. */
export function readTag(tag: string | null): {
  readonly note: string | null;
  readonly digest: string | null;
} {
  if (tag === null) return { note: null, digest: null };
  const mark = tag.length - DIGEST_LENGTH - 1;
  const digest = tag.slice(mark + 1);
  if (mark < 0 || tag[mark] !== MARK || !digestPattern.test(digest)) {
    return { note: tag, digest: null };
  }
  return { note: mark === 0 ? null : tag.slice(0, mark), digest };
}
