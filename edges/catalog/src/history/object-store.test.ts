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
  const host = hostname().replaceAll(/[^A-Za-z0-9.]/gu, '_');
  const gone = 2 ** 22 + 1;
  const scratchIn = (): readonly string[] => readdirSync(join(folder, '.scratch')).sort();
  const locksIn = (): readonly string[] => {
    return readdirSync(folder).filter((name) => name.startsWith('.writer'));
  };

  test('takes over from a writer whose process is gone, and clears what that was making', async () => {
    const store = await FolderStore.open(folder);
    writeFileSync(join(folder, '.writer-000000000007'), `${host} ${gone}`);
    const running = [`${host}-${process.ppid}-1-x`, 'another.machine-1-1-x'];
    for (const name of [`${host}-${gone}-1-x`, ...running]) {
      writeFileSync(join(folder, '.scratch', name), 'half');
    }
    expect(await store.alone(async () => scratchIn())).toEqual(running.toSorted());
    expect(locksIn()).toEqual(['.writer-000000000008']);
  });

  test('leaves the lock of another machine alone, and that of a process that runs', async () => {
    const store = await FolderStore.open(folder);
    for (const holder of ['another.machine 1', `${host} ${process.ppid}`]) {
      writeFileSync(join(folder, '.writer-000000000001'), holder);
      await expect(store.alone(async () => 'in')).rejects.toThrow(holder);
    }
  });

  test('lets exactly one in of many who come at once, the one before being gone', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => FolderStore.open(folder)));
    writeFileSync(join(folder, '.writer-000000000003'), `${host} ${gone}`);
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
    };
    const ends = await Promise.allSettled(stores.map((store) => store.alone(work)));
    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(most).toBe(1);
  });

  test('does not follow a link out of its folder when it lists', async () => {
    const store = await FolderStore.open(folder);
    symlinkSync('/etc', join(folder, 'link'));
    expect(await store.list('')).toEqual([]);
  });
});
