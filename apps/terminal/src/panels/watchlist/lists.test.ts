import { expect, test } from 'vitest';

import { added, LIST_MAX, LISTS, readLists, withList } from './lists.ts';

test('what was kept is read, and what does not fit is passed over', () => {
  const read = readLists({ current: 2, lists: [null, ['A.X', 7], 'no'] });
  expect(read.current).toBe(2);
  expect(read.lists).toHaveLength(LISTS);
  expect(read.lists.slice(0, 3)).toEqual([null, ['A.X'], null]);
  expect(readLists({ current: 99 }).current).toBe(0);
});

test('changing a list leaves the others, and begins with what was shipped', () => {
  const lists = readLists({ current: 0, lists: [null, ['B.X']] });
  const changed = withList(lists, (list) => added(list, 'C.X'), ['A.X']);
  expect(changed.lists.slice(0, 2)).toEqual([['C.X', 'A.X'], ['B.X']]);
});

test('an instrument stands in a list once, and a list has an end', () => {
  expect(added(['A.X', 'B.X'], 'B.X')).toEqual(['B.X', 'A.X']);
  const full = Array.from({ length: LIST_MAX }, (_, at) => `I${at}.X`);
  expect(added(full, 'NEW.X')).toHaveLength(LIST_MAX);
});
