import { expect, test } from 'vitest';

import { noPlaces, placed } from './toast-places.ts';

test('the oldest stands lowest, and what comes moves none of them', () => {
  const two = placed(noPlaces, [2, 1]);
  expect(two).toEqual([1, 2, null, null]);
  expect(placed(two, [3, 2, 1])).toEqual([1, 2, 3, null]);
});

test('who leaves makes room for who comes next, and for nobody else', () => {
  const three = placed(noPlaces, [3, 2, 1]);
  const without = placed(three, [3, 2]);
  expect(without).toEqual([null, 2, 3, null]);
  expect(placed(without, [4, 3, 2])).toEqual([4, 2, 3, null]);
});

test('the newest push the oldest out of its place', () => {
  const full = placed(noPlaces, [4, 3, 2, 1]);
  expect(placed(full, [5, 4, 3, 2])).toEqual([5, 2, 3, 4]);
});

test('where nothing has changed nothing is made', () => {
  const places = placed(noPlaces, [1]);
  expect(placed(places, [1])).toBe(places);
});
