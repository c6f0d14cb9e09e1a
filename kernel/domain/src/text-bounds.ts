import { Hash128, ID_LENGTH_MAX } from 'argosy/core';

/** How long a reason may be, in characters: what is longer is cut, and never refused for it. */
export const REASON_LENGTH_MAX = 500;
/** How long the id that a client gives an entry, a reservation or a loan may be, in characters. */
export const CLIENT_ID_LENGTH_MAX = 128;

const NO_REASON = 'no reason was given';
const FIRST_PRINTABLE = 0x21;
const LAST_PRINTABLE = 0x7e;
const DIGEST_LENGTH = 32;
/**
 * Controls, the ends of lines, what has no width or turns the writing round, halves of surrogate pairs,
 * and the sign that stands where a text was broken. Written out, so that it means the same for ever.
 */
const unprintable = /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF\uFFFD\p{Cs}]/u;

/** A text as it can be written down: whole characters, and no more than so many of them. */
export function cutText(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text.isWellFormed() ? text : text.toWellFormed();
  return `${text.slice(0, lengthMax - 1).toWellFormed()}…`;
}

/** A reason as it is kept. What is no text at all gives no reason, and stops nothing either. */
export function cutReason(reason: string): string {
  return typeof reason === 'string' ? cutText(reason, REASON_LENGTH_MAX) : NO_REASON;
}

/** Whether a client's id can be kept: 1 to `CLIENT_ID_LENGTH_MAX` printable characters, not all blank. */
export function isClientId(id: string): boolean {
  if (typeof id !== 'string' || id === '' || id.length > CLIENT_ID_LENGTH_MAX) return false;
  return id.trim() !== '' && !unprintable.test(id);
}

/** A client's id as it can be written down; one that cannot be kept is not made one that can. */
export function cutClientId(id: string): string {
  if (isClientId(id)) return id;
  return typeof id === 'string' ? cutText(id, CLIENT_ID_LENGTH_MAX + 1) : '';
}

/** Whether a text is an id by the rules of `argosy/core`. */
export function isPlainId(id: string): boolean {
  if (typeof id !== 'string' || id === '' || id.length > ID_LENGTH_MAX) return false;
  for (let index = 0; index < id.length; index += 1) {
    const unit = id.charCodeAt(index);
    if (unit < FIRST_PRINTABLE || unit > LAST_PRINTABLE) return false;
  }
  return true;
}

/**
 * An id of a broker's as one of ours: what of it is printable, then a digest of all of it, so that two
 * ids that begin alike stay two.
 */
export function foldForeignId(id: string): string {
  if (isPlainId(id)) return id;
  const hash = new Hash128();
  hash.updateText(id);
  const kept = id.slice(0, ID_LENGTH_MAX).replaceAll(/[^\u0021-\u007E]/gu, '');
  return `${kept.slice(0, ID_LENGTH_MAX - DIGEST_LENGTH - 1)}~${hash.digest()}`;
}
