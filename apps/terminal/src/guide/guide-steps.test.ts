import { expect, test } from 'vitest';

import { guideSteps } from './guide-steps.ts';

const nothing = { hasInstrument: false, hasOrder: false, hasFill: false };

function doneOf(done: Partial<typeof nothing>): readonly boolean[] {
  return guideSteps({ ...nothing, ...done }).map(({ isDone }) => isDone);
}

test('the guide goes step by step', () => {
  expect(doneOf({})).toEqual([false, false, false]);
  expect(doneOf({ hasInstrument: true })).toEqual([true, false, false]);
  expect(doneOf({ hasInstrument: true, hasOrder: true })).toEqual([true, true, false]);
});

test('who has traded before has done all that came before', () => {
  expect(doneOf({ hasFill: true })).toEqual([true, true, true]);
});
