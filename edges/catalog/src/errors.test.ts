import { describe, expect, test } from 'vitest';

import { catalogErrors } from './errors.ts';

describe.each(Object.entries(catalogErrors))('%s', (code, entry) => {
  test('is a stable code', () => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });

  test('has a message that others can follow with a colon', () => {
    expect(entry.message).toMatch(/^[a-z].*[a-zA-Z0-9 ]$/);
  });
});
