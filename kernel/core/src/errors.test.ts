import { describe, expect, test } from 'vitest';

import { ArgosyError, coreError, coreErrors } from './errors.ts';

describe.each(Object.entries(coreErrors))('%s', (code, entry) => {
  test('is a stable code', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  test('has a message that others can follow with a colon', () => {
    expect(entry.message).toMatch(/^[a-z].*[a-z]$/);
  });

  test('has a status that HTTP knows as an error', () => {
    expect(entry.httpStatus).toSatisfy((status: number) => status >= 400 && status < 600);
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
