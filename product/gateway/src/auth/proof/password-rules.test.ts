import { describe, expect, test } from 'vitest';

import { checkPassword } from './password-rules.ts';

describe('a password to choose', () => {
  test.each([
    'correct horse battery',
    'Xk7#qLw2!vRt',
    'schnelle braune füchse',
    '熊猫在竹林里慢慢地吃着竹子',
  ])('may be anything long: %s', (password) => {
    expect(checkPassword(password, 'anna').ok).toBe(true);
  });

  test.each([
    'short',
    'elevensigns',
    'aaaaaaaaaaaaaaaa',
    '1234567890123',
    'abcdefghijklmnop',
    'password1234',
    'annaannaanna1',
    'Argosy-admin-2026',
    'x'.repeat(257),
  ])('is refused where it is guessed first: %s', (password) => {
    expect(checkPassword(password, 'anna')).toMatchObject({ refusal: { code: 'PASSWORD_WEAK' } });
  });

  test('is not shown in the refusal', () => {
    const refused = checkPassword('password1234', 'anna');
    expect(JSON.stringify(refused)).not.toContain('1234');
  });
});
