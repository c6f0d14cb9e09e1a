import { expect, test } from 'vitest';

import { coreRefusal, ok, refuse, unwrap } from './result.ts';

test('a value is unwrapped', () => {
  expect(unwrap(ok(5))).toBe(5);
});

test('a refusal is thrown with its code', () => {
  expect(() => unwrap(refuse('TOO_FAR', '7 is past 5'))).toThrow(
    expect.objectContaining({ code: 'TOO_FAR', message: '7 is past 5' }),
  );
});

test('a refusal of the table begins with what its code means', () => {
  expect(coreRefusal('BAD_DAY', '"x"')).toEqual({
    ok: false,
    refusal: { code: 'BAD_DAY', reason: 'the text is not a calendar day: "x"' },
  });
});
