import { expect, test } from 'vitest';

import { nextStep } from './guide-steps.ts';

const nothing = { hasInstrument: false, hasOrder: false, hasFill: false };

test('the guide goes step by step', () => {
  expect(nextStep(nothing)).toBe('choose');
  expect(nextStep({ ...nothing, hasInstrument: true })).toBe('order');
  expect(nextStep({ ...nothing, hasInstrument: true, hasOrder: true })).toBe('hold');
});

test('who has traded before has done all that came before', () => {
  expect(nextStep({ ...nothing, hasFill: true })).toBeNull();
});
