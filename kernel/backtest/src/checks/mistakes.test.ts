import { expect, test } from 'vitest';

import { Mistakes } from './mistakes.ts';

const told = [{ place: 'commands[4].plan.algorithm', detail: 'slices is 0' }];

test.each([
  ['within one that is told', 'commands[4].plan.algorithm.slices', 'expected more', 0],
  ['of the whole, in the same words', 'commands[4].plan', 'slices is 0', 0],
  ['of the whole, in other words', 'commands[4].plan', 'it ends before it begins', 1],
  ['beside one that is told', 'commands[4].plans', 'slices is 0', 1],
  ['of another command', 'commands[5].plan', 'slices is 0', 1],
])('a mistake %s is told so often', (_, place, detail, times) => {
  const mistakes = new Mistakes(told);
  mistakes.note(place, detail);
  expect(mistakes.list).toHaveLength(told.length + times);
});
