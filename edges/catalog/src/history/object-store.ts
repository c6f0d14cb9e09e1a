import { historyError } from './history-errors.ts';

/** An object as a listing shows it. */
export type StoredObject = {
  readonly key: string;
  readonly bytes: number;
  /** When it was put, in microseconds. */
  readonly putAt: number;
};

/**
 * Where the files of history lie: a folder, or a store that speaks S3. Keys are relative paths of
 * plain words; an object is there whole or not at all, and is only ever replaced as a whole.
 */
export interface ObjectStore {
  /** A word for messages: the folder, the bucket. */
  readonly name: string;
  /** Puts a small object, in the place of one of the same key. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Puts a file of this machine, which is gone afterwards from where it was. */
  putFile(key: string, path: string): Promise<void>;
  /** A small object whole; null where there is none. */
  get(key: string): Promise<Uint8Array | null>;
  /** Bytes of an object from a place on, fewer only at its end. */
  range(key: string, from: number, length: number): Promise<Uint8Array>;
  /** A path where this machine can read the object; what lies far away is fetched for it. */
  pathOf(key: string): Promise<string>;
  /** All objects whose key begins with a folder, sorted by key. */
  list(folder: string): Promise<readonly StoredObject[]>;
  exists(key: string): Promise<boolean>;
  /** Removes an object; one that is not there is none to remove. */
  delete(key: string): Promise<void>;
  /** A new path on this machine for a file that `putFile` will take. */
  scratchPath(): string;
  /** Runs what writes, alone among all processes of this store. */
  alone<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** The longest key, in characters. */
export const KEY_LENGTH_MAX = 512;
/** The largest object that is read or written whole: a manifest, not data. */
export const WHOLE_BYTES_MAX = 67_108_864;

const wordOfKey = /^[A-Za-z0-9_=%@+,-][A-Za-z0-9._=%@+,-]*$/u;

/** Refuses a key that is not made of plain words: nothing leads out of a store, or hides in it. */
export function requireKey(key: string): string {
  const isPlain =
    key.length <= KEY_LENGTH_MAX && key.split('/').every((one) => wordOfKey.test(one));
  if (isPlain) return key;
  const shown = JSON.stringify(key.slice(0, 80));
  const expected = `words of letters, digits and . _ = % @ + , - between slashes, none of which begins with a dot, up to ${KEY_LENGTH_MAX} characters`;
  throw historyError('HISTORY_BAD_KEY', `${shown}, expected ${expected}`, { key });
}
