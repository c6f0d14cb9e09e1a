import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { journalError } from '../errors.ts';

/** What is in a file: a client's key, a client's name, or which master key all are under. */
export type SealedKind = 'key' | 'name' | 'master';

const MAGIC = 'ARGOSYNM';
const VERSION = 1;
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SUM_BYTES = 4;
const HEAD_BYTES = 10;
const kinds: readonly SealedKind[] = ['key', 'name', 'master'];

/** Where something is sealed: it opens in no other place. */
export type SealPlace = { readonly kind: SealedKind; readonly id: string; readonly path: string };

/** Encrypts what belongs to a client; each time under a nonce of its own. */
export function seal(plain: Uint8Array, key: Uint8Array, { kind, id }: SealPlace): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(nameOfPlace(kind, id));
  const secret = Buffer.concat([cipher.update(plain), cipher.final()]);
  return frame(kind, Buffer.concat([nonce, secret, cipher.getAuthTag()]));
}

/** Decrypts it; refuses what was damaged, changed, or moved from another client. */
export function unseal(bytes: Uint8Array, key: Uint8Array, place: SealPlace): Uint8Array {
  const body = unframe(bytes, place);
  const tagAt = body.length - TAG_BYTES;
  if (tagAt < NONCE_BYTES) throw damaged(place, 'it is too short');
  const decipher = createDecipheriv(CIPHER, key, body.subarray(0, NONCE_BYTES));
  decipher.setAAD(nameOfPlace(place.kind, place.id));
  decipher.setAuthTag(body.subarray(tagAt));
  const start = decipher.update(body.subarray(NONCE_BYTES, tagAt));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch {
    throw damaged(place, 'it was changed, or put there from elsewhere');
  }
}

/** A file's bytes: what it is, its body, and a sum, so that damage is told from a wrong key. */
export function frame(kind: SealedKind, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC, 'latin1');
  head.writeUInt8(VERSION, 8);
  head.writeUInt8(kinds.indexOf(kind) + 1, 9);
  const all = Buffer.concat([head, body]);
  const sum = Buffer.alloc(SUM_BYTES);
  sum.writeUInt32LE(crc32(all));
  return new Uint8Array(Buffer.concat([all, sum]));
}

/** The body of a file; refuses one that is damaged, or is something else. */
export function unframe(found: Uint8Array, place: SealPlace): Uint8Array {
  const bytes = Buffer.from(found);
  const end = bytes.length - SUM_BYTES;
  if (end < HEAD_BYTES || bytes.readUInt32LE(end) !== crc32(bytes.subarray(0, end))) {
    throw damaged(place, 'its sum is wrong');
  }
  const isOurs = bytes.toString('latin1', 0, MAGIC.length) === MAGIC;
  if (!isOurs || bytes[9] !== kinds.indexOf(place.kind) + 1)
    throw damaged(place, `no ${place.kind}`);
  if (bytes[8] !== VERSION) throw damaged(place, `of version ${bytes[8]}, this reads ${VERSION}`);
  return bytes.subarray(HEAD_BYTES, end);
}

function nameOfPlace(kind: SealedKind, id: string): Uint8Array {
  return Buffer.from(`argosy names ${VERSION} ${kind} ${id}`);
}

function damaged({ path }: SealPlace, why: string): Error {
  return journalError('NAME_DAMAGED', `${path}: ${why}`, { path });
}
