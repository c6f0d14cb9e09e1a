import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { FolderStore } from './folder-store.ts';
import { KEY_LENGTH_MAX, WHOLE_BYTES_MAX, type ObjectStore } from './object-store.ts';

const text = (bytes: Uint8Array | null): string | null => {
  return bytes === null ? null : Buffer.from(bytes).toString();
};
const bytesOf = (words: string): Uint8Array => Buffer.from(words);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What any store of objects does; each implementation is named here with how it is opened. */
const stores: readonly (readonly [name: string, open: () => Promise<ObjectStore>])[] = [
  ['a folder', () => FolderStore.open(folder)],
];

describe.each(stores)('%s', (_, open) => {
  test('gives back what was put, whole and in parts', async () => {
    const store = await open();
    await store.put('a/b.txt', bytesOf('0123456789'));
    expect(text(await store.get('a/b.txt'))).toBe('0123456789');
    expect(text(await store.range('a/b.txt', 3, 4))).toBe('3456');
    expect(text(await store.range('a/b.txt', 8, 100))).toBe('89');
    expect(text(await store.range('a/b.txt', 20, 1))).toBe('');
  });

  test('puts one object in the place of another', async () => {
    const store = await open();
    await store.put('a', bytesOf('before'));
    await store.put('a', bytesOf('after'));
    expect(text(await store.get('a'))).toBe('after');
  });

  test('takes a file of this machine, which is gone from where it was', async () => {
    const store = await open();
    const path = store.scratchPath();
    writeFileSync(path, 'data');
    await store.putFile('x/y.parquet', path);
    expect(readFileSync(await store.pathOf('x/y.parquet'), 'utf8')).toBe('data');
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  test('lists what lies under a folder, sorted, with sizes', async () => {
    const store = await open();
    for (const key of ['b/2', 'b/1', 'bb/3', 'a']) await store.put(key, bytesOf(key));
    const listed = await store.list('b');
    expect(listed.map(({ key, bytes }) => [key, bytes])).toEqual([
      ['b/1', 3],
      ['b/2', 3],
    ]);
    expect((await store.list('')).map(({ key }) => key)).toEqual(['a', 'b/1', 'b/2', 'bb/3']);
    expect(await store.list('nothing')).toEqual([]);
  });

  test('knows what is there, and removes it once and again', async () => {
    const store = await open();
    await store.put('a/b', bytesOf('x'));
    expect(await store.exists('a/b')).toBe(true);
    await store.delete('a/b');
    await store.delete('a/b');
    expect(await store.exists('a/b')).toBe(false);
    expect(await store.get('a/b')).toBeNull();
    await expect(store.pathOf('a/b')).rejects.toThrow('no object of this name');
  });

  test.each([
    '../outside',
    'a/../../outside',
    '/etc/passwd',
    'a//b',
    '',
    '.writer',
    'a/.hidden',
    'a\\..\\b',
    'C:evil',
    'a\u0000b',
    'a b',
    'ä',
    'x'.repeat(KEY_LENGTH_MAX + 1),
  ])('refuses the key %j wherever one is given', async (key) => {
    const store = await open();
    const refused = 'none that an object of a store can have';
    await expect(store.put(key, bytesOf('x'))).rejects.toThrow(refused);
    await expect(store.get(key)).rejects.toThrow(refused);
    await expect(store.exists(key)).rejects.toThrow(refused);
    await expect(store.delete(key)).rejects.toThrow(refused);
    await expect(store.range(key, 0, 1)).rejects.toThrow(refused);
    await expect(store.pathOf(key)).rejects.toThrow(refused);
  });

  test('refuses to read or write more at once than it may', async () => {
    const store = await open();
    await store.put('small', bytesOf('x'));
    const refused = `expected at most ${WHOLE_BYTES_MAX}`;
    await expect(store.range('small', 0, WHOLE_BYTES_MAX + 1)).rejects.toThrow(refused);
    const large = new Uint8Array(WHOLE_BYTES_MAX + 1);
    await expect(store.put('large', large)).rejects.toThrow(refused);
    expect(await store.exists('large')).toBe(false);
  });

  test('lets one writer in at a time', async () => {
    const [store, other] = [await open(), await open()];
    await store.alone(async () => {
      await expect(other.alone(async () => 'in')).rejects.toThrow('another process writes');
    });
    expect(await other.alone(async () => 'in')).toBe('in');
  });

  test('lets the next writer in where work failed', async () => {
    const store = await open();
    const failing = store.alone(() => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    expect(await store.alone(async () => 'in')).toBe('in');
  });
});

describe('a folder as a store', () => {
  test('takes over from a writer whose process is gone, and clears what it was making', async () => {
    const store = await FolderStore.open(folder);
    const gone = 2 ** 22 + 1;
    writeFileSync(
      join(folder, '.writer'),
      `${hostname().replaceAll(/[^A-Za-z0-9.]/gu, '_')} ${gone}`,
    );
    writeFileSync(join(folder, '.scratch', `elsewhere-${gone}-1-x`), 'half');
    expect(await store.alone(async () => readdirSync(join(folder, '.scratch')))).toEqual([]);
  });

  test('leaves the lock of another machine alone', async () => {
    const store = await FolderStore.open(folder);
    writeFileSync(join(folder, '.writer'), 'another.machine 1');
    await expect(store.alone(async () => 'in')).rejects.toThrow('another.machine 1');
  });

  test('does not follow a link out of its folder when it lists', async () => {
    const store = await FolderStore.open(folder);
    symlinkSync('/etc', join(folder, 'link'));
    expect(await store.list('')).toEqual([]);
  });
});
