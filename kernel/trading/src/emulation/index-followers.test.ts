import { InstrumentTable, toInstrumentIndex } from 'argosy/domain';
import { toInstrumentId } from 'argosy/core';
import { aFuture, anIndex, anInstrument } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { IndexFollowers } from './index-followers.ts';

const table = new InstrumentTable([
  aFuture({ id: toInstrumentId('FAR.NFO') }),
  aFuture({ id: toInstrumentId('NEAR.NFO') }),
  anIndex(),
  anInstrument(),
]);
const indexOf = (id: string) => toInstrumentIndex(table.indexOf(toInstrumentId(id)) ?? Number.NaN);
const [far, near, share] = ['FAR.NFO', 'NEAR.NFO', 'SBIN.NSE'].map(indexOf);
const index = table.indexOf(anIndex().id) ?? Number.NaN;

test('an index is followed while an order waits for it, by whatever is written on it', () => {
  const followers = new IndexFollowers(table);
  if (far === undefined || near === undefined || share === undefined) throw new RangeError('table');
  followers.count(near, 1);
  followers.count(near, 1);
  followers.count(far, 1);
  expect(followers.of(index)).toEqual([far, near].sort((one, other) => one - other));
  for (const one of [near, far]) followers.count(one, -1);
  expect([followers.of(index), followers.isFollowed(index)]).toEqual([[near], true]);
  followers.count(near, -1);
  expect([followers.of(index), followers.isFollowed(index)]).toEqual([[], false]);
});

test('what has no underlying follows nothing', () => {
  const followers = new IndexFollowers(table);
  if (share !== undefined) followers.count(share, 1);
  expect(followers.isFollowed(index)).toBe(false);
});
