import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { FileTape } from './file-tape.ts';
import { readTape } from './read-tape.ts';

const folder = '/tape';

function open(disk: SimDisk): Promise<FileTape> {
  return FileTape.open({
    folder,
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 16 * 1024,
    reserveBytes: 512,
    blockBytesMax: 1024,
    recordBytesMax: 512,
    takeOver: true,
    schedule: queueMicrotask,
    onFatal: (error) => {
      throw error;
    },
  });
}

function tapeTime(tape: FileTape, number: number): void {
  tape.append(toInputNumber(number), { kind: 'time', availableAt: toTimestamp(number) });
}

test('a tape that was cut short by a loss of power knows the last number it has', async () => {
  const disk = new SimDisk();
  const first = await open(disk);
  expect(first.lastNumber).toBeNull();
  for (let number = 3; number < 600; number += 3) {
    tapeTime(first, number);
    if (number % 30 === 0) await first.flush();
  }
  const left = disk.afterPowerLoss(() => false);
  const second = await open(left);
  expect(second.lastNumber).toBe(570);
  expect([...readTape(folder, left)].at(-1)?.number).toBe(570);
  tapeTime(second, 571);
  await second.close();
  expect((await open(left)).lastNumber).toBe(571);
});
