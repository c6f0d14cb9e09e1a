import { expect, test } from 'vitest';

import { requireWhole, telemetryError } from './errors.ts';

test('an error has its code, what it means and the particulars', () => {
  const error = telemetryError('TOO_MANY', '3 parts', { parts: 3 });
  expect(error).toMatchObject({
    code: 'TOO_MANY',
    message: 'a named bound of telemetry is reached: 3 parts',
    details: { parts: 3 },
  });
});

test.each([0, 1.5, Number.NaN])('refuses %d where a whole number from 1 is asked for', (value) => {
  expect(() => requireWhole('filesMax', value, 1)).toThrow(/filesMax is/u);
});
