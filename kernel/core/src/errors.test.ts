import { describe, expect, test } from 'vitest';

import { ArgosyError, coreError, coreErrors } from './errors.ts';

describe.each(Object.entries(coreErrors))('%s', (code, entry) => {
  test('is a stable code', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  test('has a message, a status that HTTP knows, and says whether to try again', () => {
    expect(entry).toEqual({
      message: expect.stringMatching(/^[a-z].+[a-z0-9^]$/),
      httpStatus: expect.toSatisfy((status: number) => status >= 400 && status < 600),
      isRetryable: expect.any(Boolean),
    });
  });
});

test('an error of the table says what the code means and what happened', () => {
  const error = coreError('BAD_ID', 'order ""', { text: '' });
  expect(error.message).toBe('the text cannot be an id: order ""');
});

test('an error carries its code and particulars for machines', () => {
  expect(coreError('BAD_ID', 'order ""', { text: '' })).toMatchObject({
    name: 'ArgosyError',
    code: 'BAD_ID',
    details: { text: '' },
  });
});

test('an error without particulars has empty ones', () => {
  expect(new ArgosyError('ANY_CODE', 'why').details).toEqual({});
});
