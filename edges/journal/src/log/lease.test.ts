import { SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { thisProcess } from './lease-holder.ts';
import { lastEpoch, Lease, leasePath, markPath } from './lease.ts';

const folder = '/log';
const dead = { ...thisProcess(), pid: 2 ** 22 + 1 };

function take(disk: SimDisk, takeOver = false): Lease {
  return Lease.take(disk, folder, takeOver);
}

test('a lease takes no room: a disk that is full gives it', () => {
  const disk = new SimDisk({ capacity: 0 });
  expect(take(disk).epoch).toBe(1);
  expect(disk.used).toBe(0);
});

test('who holds one is refused a rival, until it is given back', () => {
  const disk = new SimDisk();
  const lease = take(disk);
  expect(() => take(disk)).toThrow(expect.objectContaining({ code: 'IN_USE' }));
  lease.release();
  expect(disk.list(folder)).toEqual(['00000001.lease']);
  expect(take(disk).epoch).toBe(2);
});

test('a rival who has named itself and died before it had the lease is in nobody’s way', () => {
  const disk = new SimDisk();
  disk.create(markPath(folder, 1, dead));
  const lease = take(disk);
  expect([lease.epoch, lease.followsTheDead]).toEqual([1, false]);
});

test('what a writer made ready may be used only where it is known to be gone', () => {
  const left = (holder: typeof dead | null): SimDisk => {
    const disk = new SimDisk();
    disk.create(leasePath(folder, 1));
    if (holder !== null) disk.create(markPath(folder, 1, holder));
    return disk;
  };
  const follows = (disk: SimDisk): boolean => take(disk, true).followsTheDead;
  expect([left(dead), left(thisProcess()), left(null)].map(follows)).toEqual([true, false, false]);
});

test('where leases were removed by hand the next epoch is above that of every segment', () => {
  const disk = new SimDisk();
  for (const name of ['0000000000000001-00000002.journal', '0000000000000009-00000007.tape.zst']) {
    disk.create(`${folder}/${name}`);
  }
  expect(lastEpoch(disk, folder)).toBe(7);
  expect(take(disk).epoch).toBe(8);
});

test('a lease is lost to a later one, and where its file is removed', () => {
  const disk = new SimDisk();
  const first = take(disk);
  expect(first.isLost()).toBe(false);
  const second = take(disk, true);
  expect([first.isLost(), second.isLost()]).toEqual([true, false]);
  disk.remove(leasePath(folder, 2));
  expect(second.isLost()).toBe(true);
});

test('whichever call fails, the next one can be taken without taking over', () => {
  const left = (): SimDisk => {
    const disk = new SimDisk();
    disk.create(leasePath(folder, 1));
    disk.create(markPath(folder, 1, dead));
    return disk;
  };
  const whole = left();
  const from = whole.calls;
  take(whole);
  expect(whole.calls - from).toBeGreaterThan(4);
  for (let call = 1; call <= whole.calls - from; call += 1) {
    const disk = left();
    disk.failAt(from + call);
    expect(() => take(disk)).toThrow(/EIO/u);
    expect([call, take(disk).epoch > 1]).toEqual([call, true]);
  }
});
