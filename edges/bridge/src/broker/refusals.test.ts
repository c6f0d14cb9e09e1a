import { expect, test } from 'vitest';

import { brokerRefusal, isRetryable } from './refusals.ts';

test('a refusal tells its code, what it means, and the case', () => {
  expect(brokerRefusal('UNKNOWN_INSTRUMENT', 'NOPE.NSE')).toEqual({
    ok: false,
    refusal: {
      code: 'UNKNOWN_INSTRUMENT',
      reason: 'the broker has no such instrument: NOPE.NSE',
    },
  });
});

test('what was refused for now may be asked again', () => {
  expect(isRetryable('RATE_LIMITED')).toBe(true);
});

test('what was refused for good may not', () => {
  expect(isRetryable('UNKNOWN_INSTRUMENT')).toBe(false);
});

test.each(['SOMETHING_ELSE', 'toString'])('nor what the table does not know: %s', (code) => {
  expect(isRetryable(code)).toBe(false);
});
