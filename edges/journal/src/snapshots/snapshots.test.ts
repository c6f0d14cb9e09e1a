import { SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { SNAPSHOT_PIECE_BYTES, Snapshots } from './snapshots.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

function kept(...positions: readonly number[]) {
  const disk = new SimDisk();
  const snapshots = new Snapshots('/s', disk);
  for (const position of positions) snapshots.keep({ position, state: bytes(`at ${position}`) });
  return { disk, snapshots };
}

test('the last state is found, and the one before it is kept', () => {
  const { disk, snapshots } = kept(5, 10, 200);
  expect(snapshots.last()).toEqual({
    snapshot: { position: 200, state: Buffer.from('at 200') },
    damaged: [],
  });
  expect(disk.list('/s')).toEqual(['0000000000000010.snapshot', '0000000000000200.snapshot']);
});

test('one beyond what the journal holds is not used', () => {
  expect(kept(5, 10).snapshots.last(9).snapshot?.position).toBe(5);
  expect(kept(5).snapshots.last(4).snapshot).toBeNull();
});

test('a change of any one bit is found, and the one before is used', () => {
  const { disk } = kept(5, 10);
  const path = '/s/0000000000000010.snapshot';
  const size = disk.readAll(path)?.length ?? 0;
  for (let bit = 0; bit < size * 8; bit += 1) {
    const damaged = disk.afterCrash();
    damaged.flip(path, bit);
    const found = new Snapshots('/s', damaged).last();
    expect([bit, found.snapshot?.position, found.damaged]).toEqual([bit, 5, [path]]);
  }
});

test('a snapshot cut anywhere is found out', () => {
  const { disk } = kept(5);
  const path = '/s/0000000000000005.snapshot';
  for (let size = (disk.readAll(path)?.length ?? 0) - 1; size >= 0; size -= 1) {
    disk.truncate(path, size);
    expect(new Snapshots('/s', disk).last()).toEqual({ snapshot: null, damaged: [path] });
  }
});

test('a snapshot that was kept is there after a loss of power', () => {
  const { disk } = kept(5, 10);
  const found = new Snapshots(
    '/s',
    disk.afterPowerLoss(() => false),
  ).last();
  expect(found.snapshot?.position).toBe(10);
});

test('one that is written in pieces is the same as one at once, however long it is', async () => {
  for (const length of [0, 1, SNAPSHOT_PIECE_BYTES, SNAPSHOT_PIECE_BYTES * 2 + 7]) {
    const state = Uint8Array.from({ length }, (_, n) => (n * 7 + (n >> 9)) % 256);
    const [atOnce, inPieces] = [new SimDisk(), new SimDisk()];
    new Snapshots('/s', atOnce).keep({ position: 5, state });
    const soon = new Snapshots('/s', inPieces);
    const failed = await new Promise((done) => soon.keepSoon({ position: 5, state }, done));
    expect(failed).toBeNull();
    const path = '/s/0000000000000005.snapshot';
    expect(inPieces.readAll(path)).toEqual(atOnce.readAll(path));
    const found = new Snapshots(
      '/s',
      inPieces.afterPowerLoss(() => false),
    ).last();
    expect(found.snapshot?.state).toEqual(Buffer.from(state));
  }
});
