import { SimDisk } from '@argosy/testkit';
import { beforeEach, expect, test } from 'vitest';

import type { DiskFile } from '../disk/disk.ts';
import { FileWindow } from './file-window.ts';

const KIB = 1024;
let reads: (readonly [number, number])[];
let window: FileWindow;

beforeEach(() => {
  reads = [];
  const file = new SimDisk().create('/log');
  file.writeNow(
    Uint8Array.from({ length: 1_024 * KIB }, (_, at) => at % 251),
    0,
  );
  const told: Pick<DiskFile, 'read' | 'size'> = {
    read: (at, length) => {
      reads.push([at, length]);
      return file.read(at, length);
    },
    size: () => file.size(),
  };
  window = new FileWindow(told);
});

test('a file is read in large pieces while small ones are asked for', () => {
  for (let at = 0; at < 512 * KIB; at += 64) expect(window.view(at, 64)[0]).toBe(at % 251);
  expect(reads).toEqual([
    [0, 256 * KIB],
    [256 * KIB, 256 * KIB],
  ]);
});

test('whoever comes back to the end of a log reads little, and more again while there is more', () => {
  window.forget();
  for (let at = 0; at < 508 * KIB; at += 64) expect(window.view(at, 64)[0]).toBe(at % 251);
  const sizes = reads.map(([, length]) => length / KIB);
  expect(sizes).toEqual([4, 8, 16, 32, 64, 128, 256]);
  window.forget();
  window.view(0, 16 * KIB);
  expect(reads.at(-1)).toEqual([0, 16 * KIB]);
});
