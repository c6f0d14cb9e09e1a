import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { ok, type Result } from 'argosy/core';

import { faultOf } from '../errors.ts';
import type { KeyRing } from './key-ring.ts';

/** Where a sealed secret belongs: it opens nowhere else. */
export type SecretPlace = { readonly owner: string; readonly field: string };

const FORM = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals secrets with AES-256-GCM: a random nonce each, bound to their place and to the key. Form: 1, length of the key's id,
 * id, nonce, tag, text.
 */
export class SecretBox {
  readonly #keys: KeyRing;

  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  /** Seals with the key in use. */
  seal(plain: Uint8Array, place: SecretPlace): Uint8Array {
    const { id, key } = this.#keys.current('secrets');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(bindingOf(place, id));
    const text = Buffer.concat([cipher.update(plain), cipher.final()]);
    const head = Buffer.concat([Buffer.from([FORM, id.length]), Buffer.from(id, 'latin1')]);
    return Uint8Array.from(Buffer.concat([head, nonce, cipher.getAuthTag(), text]));
  }

  /** Opens what was sealed for this place with any key of the ring; refuses what was changed by a bit. */
  open(sealed: Uint8Array, place: SecretPlace): Result<Uint8Array> {
    const id = keyIdOf(sealed);
    if (id === undefined) return faultOf('SEAL_BROKEN', 'its head is none');
    const found = this.#keys.find('secrets', id);
    if (found === undefined) return faultOf('KEY_UNKNOWN', `key ${id}`);
    const nonceAt = 2 + id.length;
    const [tagAt, textAt] = [nonceAt + NONCE_BYTES, nonceAt + NONCE_BYTES + TAG_BYTES];
    if (sealed.length < textAt) return faultOf('SEAL_BROKEN', 'it is cut short');
    const options = { authTagLength: TAG_BYTES };
    const nonce = sealed.subarray(nonceAt, tagAt);
    const decipher = createDecipheriv('aes-256-gcm', found.key, nonce, options);
    decipher.setAAD(bindingOf(place, id));
    decipher.setAuthTag(sealed.subarray(tagAt, textAt));
    try {
      const plain = Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()]);
      return ok(Uint8Array.from(plain));
    } catch {
      // The only way in which a decipher fails here: the tag does not fit.
      return faultOf('SEAL_BROKEN', `${place.field} of ${place.owner}`);
    }
  }

  /** Whether it was sealed with the key in use; else it is to be sealed anew when it is next at hand. */
  isCurrent(sealed: Uint8Array): boolean {
    return keyIdOf(sealed) === this.#keys.currentId;
  }
}

function keyIdOf(sealed: Uint8Array): string | undefined {
  const [form, length = 0] = sealed;
  if (form !== FORM || length === 0 || sealed.length < 2 + length) return undefined;
  return Buffer.from(sealed.subarray(2, 2 + length)).toString('latin1');
}

function bindingOf({ owner, field }: SecretPlace, keyId: string): Uint8Array {
  return Buffer.from(JSON.stringify(['argosy', owner, field, keyId]));
}
