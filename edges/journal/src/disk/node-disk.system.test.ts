import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SimDisk } from '@argosy/testkit';
import { afterAll, describe, expect, test } from 'vitest';

import type { Disk, DiskFile } from './disk.ts';
import { nodeDisk } from './node-disk.ts';

const root = mkdtempSync(join(tmpdir(), 'argosy-disk-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const text = (found: Uint8Array | null): string | null =>
  found === null ? null : Buffer.from(found).toString();

function written(file: DiskFile, content: string, at: number): Promise<void> {
  return new Promise((resolve, reject) => {
    file.write(bytes(content), at, (error) => {
      if (error === null) file.sync((failed) => (failed === null ? resolve() : reject(failed)));
      else reject(error);
    });
  });
}

const disks: readonly (readonly [string, Disk, string])[] = [
  ['the disk of the machine', nodeDisk, join(root, 'node')],
  ['the disk of the tests', new SimDisk(), '/sim'],
];

describe.each(disks)('%s', (_, disk, folder) => {
  const path = (name: string): string => join(folder, name);

  test('makes a file once, and writes and reads in place', async () => {
    disk.makeFolder(folder);
    const file = disk.create(path('a'));
    await written(file, 'hello', 0);
    await written(file, 'J', 0);
    file.writeNow(bytes('!'), 6);
    file.syncNow();
    expect(text(file.read(0, 100))).toBe('Jello\0!');
    expect(file.size()).toBe(7);
    file.cut(4);
    file.close();
    expect(() => disk.create(path('a'))).toThrow(/EEXIST/u);
    expect(text(disk.open(path('a')).read(1, 2))).toBe('el');
    expect(text(disk.readAll(path('a')))).toBe('Jell');
  });

  test('names come, go and change', () => {
    disk.makeFolder(folder);
    disk.replace(path('b'), bytes('one'));
    disk.replace(path('b'), bytes('two'));
    disk.rename(path('b'), path('c'));
    disk.syncFolder(folder);
    expect([disk.exists(path('b')), disk.exists(path('c'))]).toEqual([false, true]);
    expect(disk.list(folder)).toEqual(['a', 'c']);
    expect(disk.readAll(path('b'))).toBeNull();
    disk.remove(path('c'));
    expect(disk.list(folder)).toEqual(['a']);
    expect(() => disk.open(path('c'))).toThrow(/ENOENT/u);
  });
});

describe('a write that is safe once it is done', () => {
  const safely = (file: DiskFile, content: string, at: number): Promise<Error | null> =>
    new Promise((resolve) => {
      file.writeSafe?.(bytes(content), at, resolve);
    });

  test('is in the file it was meant for, also where that is called otherwise by then', async () => {
    const file = nodeDisk.create(join(root, 'next'));
    file.writeNow(bytes('0123456789'), 0);
    nodeDisk.rename(join(root, 'next'), join(root, 'segment'));
    expect(await safely(file, 'ab', 4)).toBeNull();
    await written(file, 'c', 6);
    expect(await safely(file, 'd', 7)).toBeNull();
    expect(text(file.read(0, 100))).toBe('0123abcd89');
    file.close();
  });

  test('is so in a file that was there before, too', async () => {
    nodeDisk.create(join(root, 'old')).close();
    const file = nodeDisk.open(join(root, 'old'));
    expect(await safely(file, 'ab', 0)).toBeNull();
    expect(text(file.read(0, 100))).toBe('ab');
    file.close();
  });
});

test('what is replaced leaves nothing beside it', () => {
  nodeDisk.replace(join(root, 'x'), bytes('whole'));
  expect(readFileSync(join(root, 'x'), 'utf8')).toBe('whole');
  expect(nodeDisk.list(root)).not.toContain('x.new');
});
