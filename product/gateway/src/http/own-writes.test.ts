import { expect, test } from 'vitest';

import { OwnWrites } from './own-writes.ts';

function aTable(reached: number) {
  const asked: number[] = [];
  const reach = (number: number): Promise<boolean> => {
    asked.push(number);
    return Promise.resolve(number <= reached);
  };
  return { asked, writes: new OwnWrites({ reach }) };
}

test('nobody waits for what others have written', async () => {
  const { asked, writes } = aTable(10);
  writes.note('a', 5);
  expect(await writes.settle('b')).toBe(true);
  expect(asked).toEqual([]);
});

test('somebody waits for the last that they were told of, until it is there', async () => {
  const { asked, writes } = aTable(5);
  writes.note('a', 9);
  writes.note('a', 7);
  expect(await writes.settle('a')).toBe(false);
  expect(await writes.settle('a')).toBe(false);
  expect(asked).toEqual([9, 9]);
  const there = aTable(9);
  there.writes.note('a', 9);
  expect(await there.writes.settle('a')).toBe(true);
  expect(await there.writes.settle('a')).toBe(true);
  expect(there.asked).toEqual([9]);
});

test.each([
  ['a yes', { ok: true, value: { number: 9 } } as const, [9]],
  ['a no that was said', { ok: false, refusal: { number: 8 } } as const, [8]],
  ['a yes of nothing', { ok: true, value: { number: null } } as const, []],
  ['a no of which nothing was said', { ok: false, refusal: {} } as const, []],
])('after %s somebody waits for what was said of it', async (_, answer, waited) => {
  const { asked, writes } = aTable(10);
  writes.noteAnswer('a', answer);
  await writes.settle('a');
  expect(asked).toEqual(waited);
});

test('of more people than are remembered the one is forgotten who wrote longest ago', async () => {
  const { asked, writes } = aTable(1e9);
  for (let who = 0; who < 1_001; who += 1) writes.note(`u-${who}`, who + 1);
  await writes.settle('u-0');
  await writes.settle('u-1');
  expect(asked).toEqual([2]);
});
