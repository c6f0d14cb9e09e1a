import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { link, open, readFile, stat, unlink } from 'node:fs/promises';

import { ok, type Result } from 'argosy/core';

import { faultOf, loginFault } from '../errors.ts';

/** What a key is made for: keys of two purposes have nothing in common. */
export type KeyPurpose = 'secrets' | 'access tokens' | 'devices' | 'forms' | 'successors';

/** A key of one purpose, with the id of the master key it was made from. */
export type PurposeKey = { readonly id: string; readonly key: KeyObject };

const KEY_BYTES = 32;
/** Rings are short: a key is dropped once nothing is sealed with it any more. */
const KEYS_MAX = 16;
const idPattern = /^[\w-]{1,16}$/u;

/**
 * The master keys of a node, from which all others are made. The first is in use, the others open what was made before it came.
 * It prints nothing of itself.
 *
 * @example
 * const ring = unwrap(KeyRing.parse('2026:W2…=\n2025:9f…='));
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Readonly<Record<KeyPurpose, PurposeKey>>>;
  readonly #currentId: string;

  private constructor(keys: ReadonlyMap<string, Uint8Array>, currentId: string) {
    this.#keys = new Map([...keys].map(([id, master]) => [id, derived(id, master)]));
    this.#currentId = currentId;
  }

  /** Reads `id:key` line by line, keys of 32 bytes in base 64, the one in use first. Tells nothing of a key it refuses. */
  static parse(text: string): Result<KeyRing> {
    const keys = new Map<string, Uint8Array>();
    const lines = text.split(/[\n,]/u).map((line) => line.trim());
    for (const [index, line] of lines.entries()) {
      if (line === '' || line.startsWith('#')) continue;
      const [id = '', encoded = ''] = line.split(':');
      const key = decodeKey(encoded);
      if (!idPattern.test(id) || key.length !== KEY_BYTES || keys.has(id)) {
        return badKeys(`entry ${index + 1} is not a new id, a colon and 32 bytes in base 64`);
      }
      keys.set(id, key);
    }
    const [currentId] = keys.keys();
    if (currentId === undefined || keys.size > KEYS_MAX) {
      return badKeys(`${keys.size} keys, expected 1 to ${KEYS_MAX}`);
    }
    return ok(new KeyRing(keys, currentId));
  }

  /** The id of the master key in use. */
  get currentId(): string {
    return this.#currentId;
  }

  /** The key in use for a purpose. */
  current(purpose: KeyPurpose): PurposeKey {
    const key = this.find(purpose, this.#currentId);
    if (key === undefined) throw loginFault('KEY_UNKNOWN', this.#currentId);
    return key;
  }

  /** The key of a purpose that was made from a master key, where it is on the ring. */
  find(purpose: KeyPurpose, id: string): PurposeKey | undefined {
    return this.#keys.get(id)?.[purpose];
  }

  /** The keys of a purpose, the one in use first. */
  all(purpose: KeyPurpose): readonly PurposeKey[] {
    return [...this.#keys.values()].map((made) => made[purpose]);
  }

  toJSON(): string {
    return '***';
  }
}

/**
 * Opens the master keys: those given, else those of the file, which is made with a new key where there is none. A file that others
 * may read is refused.
 */
export async function openKeyRing(file: string, given?: { reveal(): string }): Promise<KeyRing> {
  const text = given?.reveal() ?? (await readKeys(file)) ?? (await makeKeys(file));
  const ring = KeyRing.parse(text);
  if (!ring.ok) throw loginFault('KEYS_BAD', ring.refusal.reason);
  return ring.value;
}

async function readKeys(file: string): Promise<string | null> {
  try {
    const { mode } = await stat(file);
    const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
    if (isOpen) {
      const found = (mode & 0o777).toString(8);
      throw loginFault('KEYS_OPEN', `${file} has mode ${found}, expected 600`);
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Of two that begin at once one makes the file, whole from its first moment; the other finds it. */
async function makeKeys(file: string): Promise<string> {
  const id = randomBytes(4).toString('hex');
  const text = `${id}:${randomBytes(KEY_BYTES).toString('base64')}\n`;
  const draft = `${file}.${id}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await link(draft, file);
    return text;
  } catch (error) {
    const other = isCode(error, 'EEXIST') ? await readKeys(file) : null;
    if (other === null) throw error;
    return other;
  } finally {
    await handle.close();
    await unlink(draft);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function derived(id: string, master: Uint8Array): Readonly<Record<KeyPurpose, PurposeKey>> {
  const made = (purpose: KeyPurpose): PurposeKey => {
    const bytes = hkdfSync('sha256', master, 'argosy', purpose, KEY_BYTES);
    return { id, key: createSecretKey(new Uint8Array(bytes)) };
  };
  return {
    secrets: made('secrets'),
    'access tokens': made('access tokens'),
    devices: made('devices'),
    forms: made('forms'),
    successors: made('successors'),
  };
}

/** The bytes of a text in base 64, either alphabet, padded or not; nothing where it is no such text. */
function decodeKey(text: string): Uint8Array {
  const isWhole = /^[\w+/-]{43}=?$/u.test(text);
  return isWhole ? Uint8Array.from(Buffer.from(text, 'base64')) : new Uint8Array();
}

function badKeys(detail: string): Result<never> {
  return faultOf('KEYS_BAD', detail);
}
